import DeviceTree
import FDT
import Testing
import TestSupport

/// The bytes that libfdt's edits leave behind values, against libfdt in the process.
@Suite struct OldPaddingTests {
  /// Values of all lengths over values of all lengths, and new ones, in a tree of which every word differs.
  @Test func everyLengthLeavesTheBytesOfLibfdt() throws {
    let seed: UInt64 = .random(in: 0 ... .max)
    var random = SeededGenerator(seed: seed)
    func value(_ count: Int) -> PropertyValue {
      PropertyValue(bytes: (0..<count).map { _ in .random(in: 1...255, using: &random) })
    }
    for round in 0..<60 {
      var base = DeviceTree()
      let names = (0..<8).map { "a-name-of-some-length-\($0)-\(round)" }
      for (index, name) in names.enumerated() {
        base.set(name, to: value(.random(in: 0...9, using: &random)), of: base.root)
        let node = base.addNode("node\(index)", to: base.root)
        for name in names.prefix(index) {
          base.set(name, to: value(.random(in: 0...9, using: &random)), of: node)
        }
        base.addNode("child", to: node)
      }
      let overlays = (0..<3).map { number in
        var overlay = DeviceTree()
        for index in 0..<8 {
          let fragment = overlay.addNode("f\(index)", to: overlay.root)
          overlay.set("target-path", to: .string(index == 0 ? "/" : "/node\(index)"), of: fragment)
          let content = overlay.addNode("__overlay__", to: fragment)
          let below = index % 3 == 0 ? overlay.addNode("child", to: content) : content
          for name in names.shuffled(using: &random).prefix(3) + ["new\(number)", "also-new"] {
            overlay.set(name, to: value(.random(in: 0...40, using: &random)), of: below)
          }
        }
        return overlay
      }
      let expected = try #require(LibFDTOverlays.apply(base.flattened(), overlays.map { $0.flattened() }))
      let merged = try base.applying(overlays: overlays)
      #expect(try merged.flattened(editedFrom: base) == expected, "seed \(seed), round \(round)")
      // One by one, and from blobs, it is the same; as a blob of its own the tree has zeros there.
      var tree = try OverlayLab.reread(base)
      for overlay in overlays { try tree.apply(overlay: OverlayLab.reread(overlay)) }
      #expect(try tree.flattened(editedFrom: base) == expected, "seed \(seed), round \(round)")
      #expect(tree.flattened() == (try OverlayLab.reread(tree)).flattened())
      #expect(tree.flattened() != expected)
      // What libfdt wrote is a base as well: names in another order, old bytes behind values.
      let again = try #require(LibFDTOverlays.apply(expected, overlays.reversed().map { $0.flattened() }))
      let blob = try FlattenedTree(validating: expected.span)
      let edited = try DeviceTree(blob).applying(overlays: overlays.reversed())
      #expect(try edited.flattened(editing: blob) == again, "seed \(seed), round \(round)")
    }
  }

  /// A value longer than all that stood behind its place: the bytes are those of memory, and here zero.
  @Test func behindTheBlobItIsZero() throws {
    var base = DeviceTree()
    base.set("a", to: .empty, of: base.root)
    var overlay = DeviceTree()
    let fragment = overlay.addNode("f", to: overlay.root)
    overlay.set("target-path", to: .string("/"), of: fragment)
    overlay.set(
      "b", to: PropertyValue(bytes: Array(repeating: 1, count: 41)),
      of: overlay.addNode("__overlay__", to: fragment))
    let (blob, overlays) = (base.flattened(), [overlay.flattened()])
    let (zero, ones) = (
      LibFDTOverlays.apply(blob, overlays), LibFDTOverlays.apply(blob, overlays, filler: 0xff)
    )
    let merged = try base.applying(overlays: [overlay])
    #expect(try merged.flattened(editedFrom: base) == zero)
    #expect(zero != ones)
  }
}
