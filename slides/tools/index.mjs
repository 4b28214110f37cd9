export function writeIndex() {}
