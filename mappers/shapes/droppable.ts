/**
 * Makes a value that a bundle may leave out where nothing uses it: `/* @__PURE__ *\/ droppable(() => z.looseObject({ … }))`. A call of
 * zod isn't known to be free of effects, so that without this every client would carry all schemas, and zod with them. An arrow function
 * called on the spot would not do: bundlers put its body in place of the call, and the mark is gone.
 */
export function droppable<Value>(make: () => Value): Value {
  return make();
}
