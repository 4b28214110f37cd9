// npm's packages stand below build/slides, where Node does not look by itself.

import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { root } from "./folders.mjs";

const require = createRequire(path.join(root, "build", "slides", "package.json"));

export const load = (name) => import(pathToFileURL(require.resolve(name)).href);
export const packageFile = (name, file) =>
  path.join(root, "build", "slides", "node_modules", name, file);
