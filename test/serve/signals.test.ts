import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const signals = path.join(__dirname, '../../src/serve/signals.ts')

/** A command that waits for its first signal and then takes `leave` milliseconds to end in good order. */
function command(leave: number): ChildProcess {
  const program = `
    import { firstSignal } from ${JSON.stringify(signals)}
    const idle = setInterval(() => {}, 1000)
    const signal = firstSignal()
    console.log('waiting')
    console.log(await signal)
    setTimeout(() => { clearInterval(idle); console.log('ended') }, ${leave})`
  return spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program], {
    cwd: path.join(__dirname, '../..'),
    stdio: ['ignore', 'pipe', 'inherit'],
  })
}

async function said(child: ChildProcess, word: string): Promise<void> {
  for await (const chunk of child.stdout!.iterator({ destroyOnReturn: false })) {
    if (String(chunk).includes(word)) return
  }
}

test('the first signal lets a command end in good order, and the same key press passed on by npm does not disturb it', async () => {
  const child = command(700)
  const exit = once(child, 'exit')
  await said(child, 'waiting')
  child.kill('SIGINT')
  await sleep(50)
  child.kill('SIGINT')
  await said(child, 'ended')
  expect(await exit).toEqual([0, null])
})

test('a second signal ends a command at once, with the exit code of that signal', async () => {
  const child = command(60_000)
  const exit = once(child, 'exit')
  await said(child, 'waiting')
  child.kill('SIGTERM')
  await sleep(700)
  child.kill('SIGINT')
  expect(await exit).toEqual([130, null])
})
