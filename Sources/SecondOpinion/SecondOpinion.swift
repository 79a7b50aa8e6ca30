public import DeviceTree

/// Has libfdt read a blob that this package wrote, and compares what it sees with what was meant.
///
/// libfdt is the code with which Linux, U-Boot and hvisor read the blob on the board, so a difference here is a
/// fault that would otherwise show there.
public enum SecondOpinion {
  /// One thing that libfdt sees otherwise.
  public struct Difference: Hashable, Sendable, CustomStringConvertible {
    /// The path of the node, or "" for the blob as a whole.
    public var path: String
    /// What differs.
    public var what: String

    /// Path and difference in one line.
    public var description: String { path.isEmpty ? what : "\(path): \(what)" }
  }

  /// Where libfdt's reading of `blob` and `tree` part; empty if they agree in every reservation, node, property
  /// and byte, and in the order of all of them.
  ///
  /// Complexity: O(n) in the blob's bytes.
  public static func differences(between tree: DeviceTree, and blob: [UInt8]) -> [Difference] {
    if let complaint = LibFDTReader.complaint(about: blob) {
      return [Difference(path: "", what: "libfdt refuses the blob: \(complaint)")]
    }
    var differences: [Difference] = []
    let reservations = LibFDTReader.reservations(of: blob)
    // For every reader a reservation of size 0 ends the list.
    if !reservations.elementsEqual(
      tree.reservations.prefix { $0.size != 0 }, by: { $0.0 == $1.address && $0.1 == $1.size })
    {
      differences.append(Difference(path: "", what: "the memory reservations differ"))
    }
    let seen = LibFDTReader.nodes(of: blob)
    var index = 0
    var depths: [DeviceTree.NodeID: Int] = [:]
    for node in tree.allNodes {
      let depth = tree.parent(of: node).flatMap { depths[$0] }.map { $0 + 1 } ?? 0
      depths[node] = depth
      guard index < seen.count else {
        differences.append(Difference(path: tree.path(of: node), what: "the node is missing from the blob"))
        break
      }
      compare(node, at: depth, of: tree, with: seen[index], into: &differences)
      index += 1
    }
    if index < seen.count {
      differences.append(Difference(path: "", what: "the blob has \(seen.count - index) more nodes"))
    }
    return differences
  }

  private static func compare(
    _ node: DeviceTree.NodeID, at depth: Int, of tree: DeviceTree, with seen: LibFDTReader.Node,
    into differences: inout [Difference]
  ) {
    func differ(_ what: String) { differences.append(Difference(path: tree.path(of: node), what: what)) }
    if seen.depth != depth || !tree.nameBytes(of: node).elementsEqual(seen.name) {
      differ("libfdt sees '\(String(decoding: seen.name, as: UTF8.self))' at depth \(seen.depth) here")
    }
    let properties = Array(tree.properties(of: node))
    if properties.count != seen.properties.count {
      differ("libfdt sees \(seen.properties.count) properties instead of \(properties.count)")
    }
    for (property, other) in zip(properties, seen.properties) {
      if !tree.nameBytes(of: property).elementsEqual(other.name) {
        differ(
          "libfdt sees property '\(String(decoding: other.name, as: UTF8.self))' instead of "
            + "'\(tree.name(of: property))'")
      } else if !tree.bytes(of: property).elementsEqual(other.value) {
        differ("libfdt sees another value of '\(tree.name(of: property))'")
      }
    }
  }
}
