"""What the shell's `time` says about a program that computes and one that waits."""
# seconds: 60
import subprocess

programs = {
    "compute.py": "sum(i * i for i in range(2_000_000))",
    "wait.py": "import time; time.sleep(0.3)",
}
for name, program in programs.items():
    print(f"$ time python3 {name}")
    result = subprocess.run(["bash", "-c", 'time python3 -c "$0"', program],
                            capture_output=True, text=True, check=True)
    print(result.stderr.strip(), "\n")
