/** Long enough for a browser to begin to write. */
const WRITTEN_WITHIN_MS = 60_000;

/** Has the browser keep a file. */
export function saveFile(file: Blob, name: string): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), WRITTEN_WITHIN_MS);
}
