/** The one call of the edtf package that tests make; it ships no types. */
declare module 'edtf' {
  /** A parsed date: the first and last moment it can mean, in ms since 1970. */
  export default function edtf(text: string): { min: number; max: number }
}
