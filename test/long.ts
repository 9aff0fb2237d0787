/**
 * A test that takes half a minute or more, and whose subject another test holds in a smaller way: run where LONG_TESTS
 * is set, so that the others stay under a quarter of an hour.
 */
export const long = process.env.LONG_TESTS ? test : test.skip
