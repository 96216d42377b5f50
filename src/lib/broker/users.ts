/** Who may connect. Every user may use every virtual host. */
export class Users {
  readonly #passwords = new Map<string, string>();

  constructor(users: Readonly<Record<string, string>>) {
    for (const [name, password] of Object.entries(users)) this.#passwords.set(name, password);
  }

  check(name: string, password: string): boolean {
    const known = this.#passwords.get(name);
    return known !== undefined && known === password;
  }
}
