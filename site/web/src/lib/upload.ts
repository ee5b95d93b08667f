const LARGEST = 8 * 1024 * 1024;

/** Says that an archive is too large before it is sent; the server has the last word. */
export function guardUpload(): void {
  const form = document.querySelector<HTMLFormElement>("form[data-upload]");
  const problem = form?.querySelector<HTMLElement>("[data-upload-problem]");
  form?.addEventListener(
    "submit",
    (event) => {
      const file = form.querySelector<HTMLInputElement>('input[type="file"]')?.files?.[0];
      if (!file || file.size <= LARGEST || !problem) return;
      event.preventDefault();
      event.stopPropagation();
      problem.textContent = `${file.name} has ${Math.round(file.size / 1024 / 1024)} MB; 8 MB is the most. Leave data and models out.`;
    },
    true,
  );
}
