// What Streamlit 1.67 calls and browsers with a core of 109 (the last for Windows 7 and 8.1) do not have. Each is left alone where the browser has it.
(function () {
  "use strict";
  function add(target, name, make) {
    if (!(name in target)) Object.defineProperty(target, name, { value: make, writable: true, configurable: true, enumerable: false });
  }
  [Array].concat(Object.getPrototypeOf(Int8Array)).forEach(function (kind) {
    add(kind.prototype, "toSorted", function (compare) { return this.slice().sort(compare); });
    add(kind.prototype, "toReversed", function () { return this.slice().reverse(); });
    add(kind.prototype, "with", function (index, value) {
      var copy = this.slice();
      copy[index < 0 ? copy.length + index : index] = value;
      return copy;
    });
  });
  add(Array.prototype, "toSpliced", function () {
    var copy = this.slice();
    copy.splice.apply(copy, arguments);
    return copy;
  });
  add(Array, "fromAsync", async function (items, map) {
    var all = [];
    for await (var item of items) all.push(map ? await map(item, all.length) : item);
    return all;
  });
  add(Promise, "withResolvers", function () {
    var parts = {};
    parts.promise = new Promise(function (resolve, reject) { parts.resolve = resolve; parts.reject = reject; });
    return parts;
  });
  add(Object, "groupBy", function (items, key) {
    var groups = Object.create(null), index = 0;
    for (var item of items) { var name = key(item, index++); (groups[name] = groups[name] || []).push(item); }
    return groups;
  });
  add(URL, "canParse", function (url, base) {
    try { new URL(url, base); return true; } catch (error) { return false; }
  });
  add(Element.prototype, "checkVisibility", function () { return this.getClientRects().length > 0; });
})();
