import DeviceTree
import FDT

// Compares the room FDT and the owned tree with libfdt, in one run, on three trees; prints a table in
// Markdown.

func row(_ what: String, _ times: (ours: Double, theirs: Double), per count: Int = 1) {
  let (ours, theirs) = (times.ours / Double(count), times.theirs / Double(count))
  print("| \(what) | \(text(ours)) | \(text(theirs)) | \(rounded(theirs / ours)) |")
}

func measure(_ sample: Sample) throws {
  let blob = sample.blob
  let tree = try FlattenedTree(validating: blob.span)
  let index = IndexedTree(tree)
  print(
    "\n### \(sample.name): \(blob.count) bytes, \(tree.nodeCount) nodes, \(tree.propertyCount) properties\n")
  print("| | here | libfdt | times faster |\n| :--- | ---: | ---: | ---: |")
  row("validate", medians({ Readings.validate(blob) }, { LibFDT.validate(blob) }))
  row("walk, all names and values", medians({ Readings.walk(tree) }, { LibFDT.walk(blob) }))
  row(
    "the same by nodes, which hand over properties",
    medians({ Readings.walkViewsOnce(tree) }, { LibFDT.walk(blob) }))
  row("the same by nodes and their properties", medians({ Readings.walkViews(tree) }, { LibFDT.walk(blob) }))
  let (paths, phandles) = (sample.paths, sample.phandles)
  let many = Array(repeating: paths, count: max(1, 512 / paths.count)).flatMap { $0 }
  row(
    "path", medians(rounds: 9, { Readings.look(up: paths, in: tree) }, { LibFDT.look(up: paths, in: blob) }),
    per: paths.count)
  let byPath = median(31) { Readings.look(up: many, in: index) } / Double(many.count)
  row(
    "path, through the index", (byPath, median(5) { LibFDT.look(up: paths, in: blob) } / Double(paths.count)))
  if !phandles.isEmpty {
    // Few enough for libfdt, from all over.
    let some = stride(from: 0, to: phandles.count, by: max(1, phandles.count / 32)).map { phandles[$0] }
    row(
      "phandle",
      medians(rounds: 9, { Readings.look(up: some, in: tree) }, { LibFDT.look(up: some, in: blob) }),
      per: some.count)
    let byPhandle = median(31) { Readings.look(up: phandles, in: index) } / Double(phandles.count)
    row(
      "phandle, through the index",
      (byPhandle, median(5) { LibFDT.look(up: some, in: blob) } / Double(some.count)))
  }
  try OverlaySample.measure(sample)
  try measureEdits(sample)
  print("\nBuilding the index takes \(text(median(15) { IndexedTree(tree).maximumPhandle == 0 ? 0 : 1 })).")
  print(
    "Making the owned tree takes \(text(median(9) { DeviceTree(tree).allNodes.underestimatedCount })), ",
    terminator: "")
  let owned = DeviceTree(tree)
  print("writing it \(text(median(9) { owned.flattened().count })).")
}

func measureEdits(_ sample: Sample) throws {
  let count = 10_000
  let edits = try Edit.list(count, of: sample)
  let room = count * 120
  // libfdt needs seconds to minutes for all of them on a large tree: the first ones are measured.
  let few = edits.prefix(sample.blob.count > 1 << 20 ? 200 : sample.blob.count > 1 << 16 ? 1000 : count)
  var rounds: [(Double, Double, Double)] = []
  for _ in 0..<(sample.blob.count > 1 << 16 ? 3 : 15) {
    var tree = try DeviceTree(blob: sample.blob)
    let owned = median(1) { Edit.apply(edits, to: &tree) }
    var (ours, theirs) = (LibFDT.opened(sample.blob, room: room), LibFDT.opened(sample.blob, room: room))
    let pair = medians(rounds: 1, { Edit.apply(few, to: &ours) }, { LibFDT.apply(few, to: &theirs) })
    rounds.append((owned / Double(count), pair.ours / Double(few.count), pair.theirs / Double(few.count)))
  }
  func middle(_ part: ((Double, Double, Double)) -> Double) -> Double {
    rounds.map(part).sorted()[rounds.count / 2]
  }
  row("edit in the buffer, with look-up (mean of \(few.count))", (middle { $0.1 }, middle { $0.2 }))
  row("edit of the owned tree, with look-up (mean of \(count))", (middle { $0.0 }, middle { $0.2 }))
  print("\nAll \(count) edits of the owned tree take \(text(middle { $0.0 } * Double(count))).")
}

do {
  for (buses, devices, name) in [(2, 12, "small"), (10, 119, "board"), (100, 499, "large")] {
    try measure(Sample(name, Sample.board(buses: buses, devices: devices)))
  }
} catch {
  print("\(error)")
}
