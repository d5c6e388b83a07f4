import type { SlackListener, SlackListenerOptions } from './listener-options.ts';

/** A listener on Bolt, which takes long to load and is loaded when it starts. */
export function createSlackListener(options: SlackListenerOptions): SlackListener {
  let opened: Promise<SlackListener> | undefined;
  return {
    async start() {
      opened ??= import('./bolt-app.ts').then(({ openBoltApp }) => openBoltApp(options));
      await (await opened).start();
    },
    async stop() {
      await (await opened)?.stop();
    },
  };
}
