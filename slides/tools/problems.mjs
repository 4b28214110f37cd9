// What is wrong, collected: one deck's mistakes hide no other's. Each says
// where, what, and what to do next.

export class Problem extends Error {
  constructor(where, what, next) {
    super(next ? `${where}: ${what}; ${next}` : `${where}: ${what}`);
  }
}

export class Problems {
  list = [];
  passed = 0;
  failed = 0;

  add(where, what, next) {
    this.list.push(new Problem(where, what, next).message);
  }

  // Runs `work`; a problem it throws is noted, anything else is a bug here.
  async during(work) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      this.list.push(error.message);
      return undefined;
    }
  }

  // The same, and counts it as one check, passed if it noted nothing.
  async check(work) {
    const before = this.list.length;
    const result = await this.during(work);
    this.count(this.list.length === before);
    return result;
  }

  count(passed) {
    if (passed) this.passed++;
    else this.failed++;
  }
}
