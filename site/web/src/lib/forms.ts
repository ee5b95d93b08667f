/** A form that is being sent says so and is not sent twice. */
export function guardForms(): void {
  document.addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    if (event.defaultPrevented || form.method !== "post") return;
    if (form.dataset.sending) {
      event.preventDefault();
      return;
    }
    form.dataset.sending = "true";
    const button = (event as SubmitEvent).submitter as HTMLButtonElement | null;
    const busy = button?.dataset.busy;
    if (button && busy) button.textContent = busy;
  });
  // A page taken from the back-forward cache can be sent again.
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll<HTMLFormElement>("form[data-sending]")) delete form.dataset.sending;
  });
}
