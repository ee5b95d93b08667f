/** A field with something to copy gets a button for it; without script it is selected by hand. */
export function copyButtons(): void {
  for (const box of document.querySelectorAll<HTMLElement>("[data-copy]")) {
    const field = box.querySelector("input")!;
    const button = box.querySelector("button")!;
    const status = box.querySelector<HTMLElement>("[role=status]")!;
    field.addEventListener("focus", () => field.select());
    button.hidden = false;
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(field.value);
        status.textContent = "Copied.";
      } catch {
        field.select();
        status.textContent = "Press Ctrl+C or Cmd+C to copy.";
      }
    });
  }
}
