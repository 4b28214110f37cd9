// Where things are. The build writes below `out` alone.

import { fileURLToPath } from "node:url";
import path from "node:path";

export const slides = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
export const root = path.dirname(slides);
export const out = process.env.SLIDES_OUT ?? path.join(root, "build", "slides");
export const exercises = path.join(root, "exercises");

// For messages: a path as someone at the repository's top writes it.
export const shown = (file) => path.relative(root, file);
