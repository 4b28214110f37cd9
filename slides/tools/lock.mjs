// A lock on a file, held across processes: several builds may run at once.
// It ends with this process, however that ends.

import { spawn } from "node:child_process";

// Waits for the lock; what it returns lets go of it.
export function lock(file) {
  return new Promise((resolve, reject) => {
    const holder = spawn("flock", [file, "sh", "-c", "echo held; read _"], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    holder.on("error", reject);
    holder.on("close", (code) => reject(new Error(`flock ${file} ended with ${code}`)));
    holder.stdout.once("data", () => resolve(() => holder.stdin.end()));
  });
}
