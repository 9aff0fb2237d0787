import type { Progress } from '../load/streamLoad.js'
import { say } from './say.js'

/** How often, in ms, a terminal's line is drawn anew, and a line is printed where there is no terminal. */
const redraw = 200
const reprint = 10_000

/** Shows how far tables are, on standard error: one line that changes on a terminal, a line now and then elsewhere. */
export class ProgressLine {
  private stage = ''
  private began = 0
  private first = 0
  private shown = 0
  private width = 0

  constructor(private readonly output: Pick<NodeJS.WriteStream, 'isTTY' | 'write'> = process.stderr) {}

  readonly show = (progress: Progress): void => {
    const now = performance.now()
    const stage = `${progress.dataset} ${progress.stage}`
    if (stage !== this.stage) {
      Object.assign(this, { stage, began: now, first: progress.part, shown: this.output.isTTY ? 0 : now })
    }
    if (now - this.shown < (this.output.isTTY ? redraw : reprint)) return
    this.shown = now
    const line = this.lineOf(progress, (now - this.began) / 1000)
    if (!this.output.isTTY) say(line)
    else {
      this.output.write(`\r${line.padEnd(this.width)}`)
      this.width = line.length
    }
  }

  /** Leaves the terminal's line empty for what comes next. */
  end(): void {
    if (this.output.isTTY && this.width > 0) this.output.write(`\r${' '.repeat(this.width)}\r`)
    this.width = 0
  }

  private lineOf({ dataset, stage, rows, part }: Progress, seconds: number): string {
    const done = part - this.first
    const left = done > 0 && seconds >= 1 ? `, ${duration((seconds * (1 - part)) / done)} left` : ''
    const rate = seconds >= 1 && done > 0 ? `, ${Math.round((rows * done) / part / seconds)} rows/s` : ''
    return `${dataset}: ${stage} ${rows} rows (${Math.floor(part * 100)} %)${rate}${left}`
  }
}

/** `75` → `1:15`. */
export function duration(seconds: number): string {
  const whole = Math.round(seconds)
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60]
  const two = (count: number) => String(count).padStart(2, '0')
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`
}
