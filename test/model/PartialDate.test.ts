import edtf from 'edtf'
import fc from 'fast-check'
import { interval } from '../../src/model/PartialDate.js'

test.each([
  ['2025', '2025-01-01', '2025-12-31'],
  ['2025-02', '2025-02-01', '2025-02-28'],
  ['2024-02', '2024-02-01', '2024-02-29'],
  ['1900-02', '1900-02-01', '1900-02-28'],
  ['2025-05-05', '2025-05-05', '2025-05-05'],
  ['2025-01/2025-05', '2025-01-01', '2025-05-31'],
  ['../2024-07', '0001-01-01', '2024-07-31'],
  ['2024-07/..', '2024-07-01', '9999-12-31'],
])('%s covers %s to %s', (text, first, last) => {
  expect(interval(text)).toEqual([first, last])
})

test.each([
  ['2025-13', 'there is no month 13'],
  ['2025-02-30', '2025-02 has 28 days'],
  ['0000', 'there is no year 0000 here'],
  ['20250505', 'it has another form'],
  ['05/05/2025', 'an interval has two ends, one of them known'],
  ['2025-05-05T10:00', 'it has another form'],
  ['2025/2024', 'it ends before it starts'],
  ['../..', 'an interval has two ends, one of them known'],
  ['', 'it has another form'],
])('"%s" is refused: %s', (text, why) => {
  expect(() => interval(text)).toThrow(`"${text}" is not a date: ${why}.`)
})

test('every date and interval covers the days that the edtf package says it covers', () => {
  const two = (value: number) => String(value).padStart(2, '0')
  const date = fc
    .tuple(
      fc.integer({ min: 1000, max: 2999 }),
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 1, max: 28 }),
      fc.integer({ min: 1, max: 3 }),
    )
    .map(([year, month, day, parts]) => [String(year), two(month), two(day)].slice(0, parts).join('-'))
  const day = (time: number) => new Date(time).toISOString().slice(0, 10)
  fc.assert(
    fc.property(date, date, (one, other) => {
      const [from, to] = interval(one)[0] <= interval(other)[1] ? [one, other] : [other, one]
      // The package refuses an interval that ends where it begins, which is no more than a date.
      for (const text of one === other ? [one] : [one, `${from}/${to}`]) {
        const parsed = edtf(text)
        expect(interval(text)).toEqual([day(parsed.min), day(parsed.max)])
      }
    }),
  )
})
