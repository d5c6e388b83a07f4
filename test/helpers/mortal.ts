import type { Store } from '../../src/ports/store.ts';

/** A store whose process dies at its nth call, or its nth of one method: that call and every later one fails. */
export function mortal(store: Store, dieAt = Number.POSITIVE_INFINITY, only?: keyof Store): Store {
  let calls = 0;
  return new Proxy(store, {
    get(target, name, receiver) {
      const method = Reflect.get(target, name, receiver) as (...args: unknown[]) => Promise<unknown>;
      return async (...args: unknown[]) => {
        if (only === undefined || only === name) calls += 1;
        if (calls >= dieAt) throw new Error('killed');
        return method(...args);
      };
    },
  });
}
