import { isPoint, readDate } from '../../src/explorer/dates.js'
import { addressOf, idOf } from '../../src/addresses.js'
import { toCsv } from '../../src/explorer/parts/csv.js'

test.each([
  ['2025-05-05', '5 May 2025', '2025-05-05', '2025-05-05'],
  ['2025-05', 'May 2025', '2025-05-01', '2025-05-31'],
  ['2024-02', 'February 2024', '2024-02-01', '2024-02-29'],
  ['0099-02', 'February 99', '0099-02-01', '0099-02-28'],
  ['2025', '2025', '2025-01-01', '2025-12-31'],
  ['2025-01/2025-05', 'between January 2025 and May 2025', '2025-01-01', '2025-05-31'],
  ['../2024-07', 'July 2024 or before', null, '2024-07-31'],
  ['2025-05-05/..', '5 May 2025 or after', '2025-05-05', null],
])('the date %s is said as “%s”', (edtf, text, first, last) => {
  expect(readDate(edtf)).toEqual({ text, first, last })
})

test('no date is read as none, and what the calendar has not is no date', () => {
  expect(readDate(null)).toBeNull()
  expect(['2025', '2025-12', '2024-02-29'].map(isPoint)).toEqual([true, true, true])
  expect(['25', '2025-13', '2025-02-29', '0000', '2025-5', 'May', '../2025'].some(isPoint)).toBe(false)
})

test.each([
  ['country:RW', '/country/RW'],
  ['passage:us-rwanda-migration-talks:46-172', '/passage/us-rwanda-migration-talks:46-172'],
  ['document:a/b c?d#e', '/document/a/b%20c%3Fd%23e'],
  ['load:20250505T000000000Z-x', '/load/20250505T000000000Z-x'],
])('the id %s has the address %s, and back', (id, address) => {
  expect(addressOf(id)).toBe(address)
  expect(idOf(address)).toBe(id)
})

test('an address that is no thing’s has no id', () => {
  expect(['/', '/search', '/country', '/country/', '/pair/country:RW/country:US'].map(idOf)).toEqual(
    Array(5).fill(undefined),
  )
})

test('CSV quotes what must be quoted and disarms formulas', () => {
  const cells = ['=1+1', '+1', '-1', '@x', '\tx', '\rx', 'a,b', 'say "so"', 'line\nbreak', 'plain']
  expect(
    toCsv(
      ['=name'],
      cells.map((cell) => [cell]),
    ),
  ).toBe(
    [
      "'=name",
      "'=1+1",
      "'+1",
      "'-1",
      "'@x",
      "'\tx",
      `"'\rx"`,
      '"a,b"',
      '"say ""so"""',
      '"line\nbreak"',
      'plain',
      '',
    ].join('\r\n'),
  )
})
