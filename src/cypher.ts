/**
 * A whole number for LIMIT, which takes an integer and refuses the floats that JavaScript's numbers are to the driver.
 */
export function wholeNumber(value: number): bigint {
  return BigInt(value)
}
