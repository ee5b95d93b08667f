/** The theme switch works as a plain form; with script it changes at once and the form is not sent. */
export function followTheme(): void {
  document.querySelector<HTMLFormElement>("form[data-theme-switch]")?.addEventListener("submit", (event) => {
    event.preventDefault();
    const root = document.documentElement;
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    const next = dark ? "light" : "dark";
    root.dataset.theme = next;
    document.cookie = `theme=${next}; Path=/; Max-Age=31536000; SameSite=Lax`;
  });
}
