import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { cpuOf } from '../measure/processes.js'

/** What one run of a loader took. */
export interface Taken {
  /** From its start to its end, in s. */
  seconds: number
  /** CPU time of the loader and, meanwhile, of the database where that is another's, in ms. */
  loaderCpu: number
  databaseCpu: number
  /** The most memory that the loader had at once, in MB: the kernel's own count of its resident set. */
  peak: number
  /** What it wrote to standard output. */
  output: string
}

function peakOf(pid: number): number {
  const [, kilobytes = '0'] = /^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return Number(kilobytes) / 1024
}

/** How often the loader is looked at, in ms: the last look before its end counts. */
const look = 50

/** Runs a Node program to its end. Throws with what it said where it fails. */
export async function measure(program: string[], env: NodeJS.ProcessEnv, database?: number): Promise<Taken> {
  const before = database === undefined ? 0 : cpuOf(database)
  const began = performance.now()
  const child = spawn(process.execPath, program, {
    env: { ...process.env, ...env, NODE_ENV: 'production' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let [output, said, loaderCpu, peak] = ['', '', 0, 0]
  child.stdout.on('data', (text: Buffer) => (output += text.toString()))
  child.stderr.on('data', (text: Buffer) => (said += text.toString()))
  const timer = setInterval(() => {
    try {
      loaderCpu = cpuOf(child.pid!)
      peak = peakOf(child.pid!) || peak
    } catch {
      // It has just ended.
    }
  }, look)
  const [code] = (await once(child, 'close')) as [number | null]
  const seconds = (performance.now() - began) / 1000
  clearInterval(timer)
  if (code !== 0) throw new Error(`${program.join(' ')} ended with ${code}: ${said.trim().slice(-2_000)}`)
  return { seconds, loaderCpu, databaseCpu: database === undefined ? 0 : cpuOf(database) - before, peak, output }
}
