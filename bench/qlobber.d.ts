declare module 'qlobber' {
  class Qlobber {
    add(pattern: string, value: unknown): this;
    remove(pattern: string, value?: unknown): this;
    match(topic: string): unknown[];
  }
  const qlobber: { Qlobber: typeof Qlobber };
  export default qlobber;
}
