import { spawn, execFileSync, type ChildProcess } from 'node:child_process'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { Socket } from 'node:net'

/** A process that can be told from another which got the same number later. */
export interface ProcessMark {
  pid: number
  /** When it began, in the system's own words. */
  began: string
}

/** How long Neo4j may take to stop before it is killed, in ms. */
const grace = 30_000

/**
 * Runs Java in a session of its own, so that Ctrl-C reaches Parley alone, and watches the pipe to Parley: when it closes,
 * Parley has ended, however that came about, and Java is stopped too. First argument: seconds to wait before killing.
 */
const watchdog = `
  grace=$1; shift
  exec 3<&0
  "$@" 3<&- </dev/null >&2 & java=$!
  echo $java
  exec >&-
  {
    while read -r line; do :; done
    kill -TERM $java
    while kill -0 $java && [ $grace -gt 0 ]; do sleep 1; grace=$((grace - 1)); done
    kill -KILL $java
  } <&3 2>/dev/null & reader=$!
  exec 3<&-
  wait $java; status=$?
  kill $reader 2>/dev/null
  exit $status`

/** A Java process which ends with this one at the latest. */
export class Jvm {
  private readonly exited: Promise<void>
  private over = false

  private constructor(
    private readonly watcher: ChildProcess,
    readonly mark: ProcessMark,
  ) {
    this.exited = new Promise((resolve) => {
      const end = () => {
        this.over = true
        resolve()
      }
      if (watcher.exitCode !== null || watcher.signalCode !== null) end()
      else watcher.once('exit', end)
    })
  }

  /** Starts it, with more in its environment where that is said; what it prints goes to `console`, a file that is emptied first. */
  static async start(
    java: string,
    parameters: string[],
    console: string,
    environment: Record<string, string> = {},
  ): Promise<Jvm> {
    const output = openSync(console, 'w', 0o600)
    const named = Object.entries(environment).map(([name, value]) => `${name}=${value}`)
    // By env, which becomes the Java it starts: what else is in the environment stays.
    const started = named.length > 0 ? ['env', ...named, java] : [java]
    const command = ['-c', watchdog, 'parley-watchdog', String(grace / 1000), ...started, ...parameters]
    const watcher = spawn('sh', command, { detached: true, stdio: ['pipe', 'pipe', output] })
    closeSync(output)
    const pid = await new Promise<number>((resolve, reject) => {
      watcher.once('error', reject)
      watcher.once('exit', () => reject(new Error('the watchdog of Neo4j ended at once')))
      createInterface(watcher.stdout!).once('line', (line) => resolve(Number(line)))
    })
    // A command that forgets to close its database may end all the same.
    watcher.unref()
    for (const pipe of [watcher.stdin, watcher.stdout]) if (pipe instanceof Socket) pipe.unref()
    return new Jvm(watcher, { pid, began: beginning(pid) ?? 'ended' })
  }

  get ended(): boolean {
    return this.over
  }

  /** Waits until it ends by itself. Gives its exit code; null where it was killed. */
  async finished(): Promise<number | null> {
    this.watcher.ref()
    await this.exited
    return this.watcher.exitCode
  }

  /** Asks it to end, and kills it when it has not ended after half a minute. Resolves when the process is gone. */
  async stop(): Promise<void> {
    if (this.over) return
    this.watcher.ref()
    signal(this.mark, 'SIGTERM')
    const late = new AbortController()
    const patience = sleep(grace, 'late', { signal: late.signal }).catch(() => 'ended')
    if ((await Promise.race([this.exited, patience])) === 'late') signal(this.mark, 'SIGKILL')
    await this.exited
    late.abort()
  }
}

/** Whether the very process still runs. One that has ended and was not yet reaped does not. */
export function isAlive(mark: ProcessMark): boolean {
  return beginning(mark.pid) === mark.began
}

export function thisProcess(): ProcessMark {
  return { pid: process.pid, began: beginning(process.pid) ?? '' }
}

/** Sends a signal, unless the process is gone. */
export function signal(mark: ProcessMark, name: 'SIGTERM' | 'SIGKILL'): void {
  if (!isAlive(mark)) return
  try {
    process.kill(mark.pid, name)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}

/** When a running process began; undefined where no process has the number. */
function beginning(pid: number): string | undefined {
  try {
    if (process.platform === 'linux') {
      // After the name, which may itself hold spaces and brackets: the state is the first field, the time the twentieth.
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      return fields[0] === 'Z' || fields[0] === 'X' ? undefined : fields[19]
    }
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || undefined
  } catch {
    return undefined
  }
}
