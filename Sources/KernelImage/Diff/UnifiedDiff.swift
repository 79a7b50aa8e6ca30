/// The difference of two texts in the unified form that `patch -p1` and `git apply` take.
///
/// The script is the shortest one as long as it changes at most 1,000 lines; a larger one may show unchanged
/// lines as removed and added again, but it always applies and always gives the new text.
public struct UnifiedDiff: Sendable {
  /// The path below the folder in which the patch is applied, without the leading `a/` and `b/`.
  public let path: String
  /// The number of lines that go.
  public let removedCount: Int
  /// The number of lines that come.
  public let insertedCount: Int
  /// The patch: header and hunks with three lines of context; empty if nothing changes.
  public let bytes: [UInt8]

  /// Compares `before`, nil for a file that does not exist yet, with `after`.
  ///
  /// Complexity: O(bytes + lines × changed lines), bounded as the type says.
  public init(path: String, before: [UInt8]?, after: [UInt8]) {
    self.path = path
    guard before != after else {
      (removedCount, insertedCount, bytes) = (0, 0, [])
      return
    }
    let old = before ?? []
    guard !old.contains(0), !after.contains(0) else {
      (removedCount, insertedCount) = (0, 0)
      let from = before == nil ? "/dev/null" : PatchPath.name("a/" + path)
      bytes = Array("Binary files \(from) and \(PatchPath.name("b/" + path)) differ\n".utf8)
      return
    }
    let table = LineTable(old, after)
    let matching = LineMatching(table.old, table.new)
    removedCount = matching.isRemoved.count { $0 }
    insertedCount = matching.isInserted.count { $0 }
    var writer = HunkWriter(table: table, matching: matching, oldText: old, newText: after)
    bytes = Self.header(path, isNew: before == nil, isEmpty: after.isEmpty) + writer.hunks()
  }

  /// Compares two texts.
  public init(path: String, before: String?, after: String) {
    self.init(path: path, before: before.map { Array($0.utf8) }, after: Array(after.utf8))
  }

  /// The patch as text; bytes that are not UTF-8 become U+FFFD, so write `bytes` to a file.
  public var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Whether the two texts are the same.
  public var isEmpty: Bool { bytes.isEmpty }

  private static func header(_ path: String, isNew: Bool, isEmpty: Bool) -> [UInt8] {
    let (from, to) = (PatchPath.name("a/" + path), PatchPath.name("b/" + path))
    if isNew, isEmpty {
      // A new file without lines has no hunk: only git's own header can say that it comes to be.
      return Array("diff --git \(from) \(to)\nnew file mode 100644\n".utf8)
    }
    let fromLine = isNew ? "/dev/null" : from + PatchPath.terminator(from)
    return Array("--- \(fromLine)\n+++ \(to)\(PatchPath.terminator(to))\n".utf8)
  }
}

/// How a path is written in a patch.
private enum PatchPath {
  /// The path as it is, or quoted with C's escapes, as git does it, where a byte could be misread.
  static func name(_ path: String) -> String {
    let isPlain = path.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7f && $0 != 0x22 && $0 != 0x5c }
    if isPlain { return path }
    var result = "\""
    for byte in path.utf8 {
      switch byte {
      case 0x22, 0x5c: result += "\\" + String(UnicodeScalar(byte))
      case 0x20..<0x7f: result += String(UnicodeScalar(byte))
      default:
        let digits = String(byte, radix: 8)
        result += "\\" + String(repeating: "0", count: 3 - digits.count) + digits
      }
    }
    return result + "\""
  }

  /// What marks the end of a path with blanks, behind which `patch` would look for a date.
  static func terminator(_ name: String) -> String { name.utf8.contains(0x20) ? "\t" : "" }
}
