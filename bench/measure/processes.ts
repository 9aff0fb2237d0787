import { fork, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { checkout } from '../parley.js'
import type { Order, Seen } from './worker.js'

const bench = path.join(checkout, 'bench')

/** CPU time that a process has taken so far, in ms. Linux counts it in hundredths of a second. */
export function cpuOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) * 10
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  const late = setTimeout(() => child.kill('SIGKILL'), 15_000)
  await ended
  clearTimeout(late)
}

/** A server that answers GraphQL, in a process of its own. */
export interface Server {
  name: string
  port: number
  pid: number
  stop(): Promise<void>
}

type Access = { uri: string; username: string; password: string }

/** What `npm start` gives Node, so that what lives for one request is collected cheaply. All peers and clients have it. */
const nodeOptions = '--max-semi-space-size=64'

const environment = (access?: Access): NodeJS.ProcessEnv => ({
  ...process.env,
  NODE_ENV: 'production',
  NODE_OPTIONS: nodeOptions,
  ...(access && {
    NEO4J_URI: access.uri,
    NEO4J_USERNAME: access.username,
    NEO4J_PASSWORD: access.password,
    NEO4J_DATABASE: 'neo4j',
  }),
})

/** Parley as `npm start` runs it, against the benchmark's database. */
export async function startParley(access: Access, more: NodeJS.ProcessEnv): Promise<Server> {
  const child = spawn(process.execPath, [path.join(checkout, 'dist/cli/parley.js'), 'start', '--no-seeds'], {
    env: { ...environment(access), PORT: '0', HOST: '127.0.0.1', LOG_LEVEL: 'error', ...more },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const address = await new Promise<string>((resolve, reject) => {
    createInterface(child.stdout).on('line', (line) => {
      const found = /ready: (http:\/\/\S+?)\/graphql/.exec(line)?.[1]
      if (found) resolve(found)
    })
    child.once('exit', (code) => reject(new Error(`Parley ended with ${code} before it was ready.`)))
  })
  return { name: 'Parley', port: Number(new URL(address).port), pid: child.pid!, stop: () => end(child) }
}

/** A server of `peers/`, which sends its port when it is ready. */
export async function startPeer(name: string, file: string, access?: Access): Promise<Server> {
  const child = fork(path.join(bench, 'peers', file), { env: environment(access), execArgv: ['--import', 'tsx'] })
  const port = await new Promise<number>((resolve, reject) => {
    child.once('message', (message) => resolve((message as { port: number }).port))
    child.once('exit', (code) => reject(new Error(`${name} ended with ${code} before it was ready.`)))
  })
  return { name, port, pid: child.pid!, stop: () => end(child) }
}

/** The process that asks. */
export class Worker {
  private constructor(private readonly child: ChildProcess) {}

  get pid(): number {
    return this.child.pid!
  }

  static start(): Worker {
    const file = path.join(bench, 'measure', 'worker.ts')
    return new Worker(fork(file, { env: environment(), execArgv: ['--import', 'tsx'] }))
  }

  async run(order: Order): Promise<Seen> {
    this.child.send(order)
    const [message] = (await once(this.child, 'message')) as [{ seen?: Seen; error?: string }]
    if (!message.seen) throw new Error(message.error)
    return message.seen
  }

  stop(): Promise<void> {
    return end(this.child)
  }
}
