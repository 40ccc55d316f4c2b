/** A real server of a queue, in a folder of its own on a free port of this machine. */
export interface TestServer extends AsyncDisposable {
  readonly address: string;
  readonly port: number;
  /** Ends it at once, as a machine that fails does. */
  kill(): Promise<void>;
  /** Starts it again, with what it kept. */
  restart(): Promise<void>;
}

/** Back ends whose programs are installed here. */
export const backends: readonly ('redis' | 'postgres')[];

export function startServer(
  backend: 'redis' | 'postgres',
  settings?: {
    readonly password?: string;
    /** Its own address, of this machine. @default 127.0.0.1 */
    readonly host?: string;
  },
): Promise<TestServer>;
