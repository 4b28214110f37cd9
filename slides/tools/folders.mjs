// Where things are. The build writes below `out` alone.

import { fileURLToPath } from "node:url";
import path from "node:path";

export const slides = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
export const root = path.dirname(slides);
// Where decks, words.txt, theme.css and course.yml come from: tests have their own.
export const decks = process.env.SLIDES_DECKS ? path.resolve(process.env.SLIDES_DECKS) : slides;
export const out = process.env.SLIDES_OUT ? path.resolve(process.env.SLIDES_OUT) : path.join(root, "build", "slides");
export const exercises = path.join(root, "exercises");

// For messages: a path as someone at the repository's top writes it.
export const shown = (file) => path.relative(root, file);
