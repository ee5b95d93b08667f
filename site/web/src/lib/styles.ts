/**
 * Lets a library style what it draws, on a page whose content security policy drops style elements without its nonce and
 * style attributes: the elements get the nonce, and the attributes are set as properties.
 */
export function letLibrariesStyle(): void {
  const nonce = document.querySelector<HTMLMetaElement>('meta[name="style-nonce"]')?.content ?? "";
  const create = document.createElement.bind(document);
  document.createElement = (tag: string, options?: ElementCreationOptions): HTMLElement => {
    const made = create(tag, options);
    if (tag === "style") made.nonce = nonce;
    return made;
  };
  const set = HTMLElement.prototype.setAttribute;
  HTMLElement.prototype.setAttribute = function (this: HTMLElement, name: string, value: string): void {
    if (name === "style") this.style.cssText = value;
    else set.call(this, name, value);
  };
}
