// Are figures well formed, readable in the back row, and labelled?

export async function check() { return 0; }
export async function checkSamples() { return 0; }
