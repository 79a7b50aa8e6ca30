import DeviceTree
import FDT

/// One edit of a node, said once for both sides.
struct Edit {
  enum Change {
    case set(String, [UInt8])
    case addChild(String)
    case remove
  }

  var path: String
  var change: Change

  /// `count` edits spread over the tree: of ten, four change a value, three add a property, two a node, one
  /// removes a node that was added.
  static func list(_ count: Int, of sample: Sample) throws(FDTError) -> [Edit] {
    let tree = try DeviceTree(blob: sample.blob)
    let paths = tree.allNodes.filter { tree.property("compatible", of: $0) != nil && $0 != tree.root }.map {
      tree.path(of: $0)
    }
    guard !paths.isEmpty else { return [] }
    return (0..<count).map { number in
      let path = paths[number &* 7919 % paths.count]
      return switch number % 10 {
      case 0..<4: Edit(path: path, change: .set("compatible", Array("acme,edited-\(number)\0".utf8)))
      case 4..<7: Edit(path: path, change: .set("acme,new", [0, 0, 0, UInt8(truncatingIfNeeded: number)]))
      case 7..<9: Edit(path: path, change: .addChild("new@\(number - number % 10)"))
      default:
        Edit(
          path: paths[(number - 1) &* 7919 % paths.count] + "/new@\(number - number % 10)", change: .remove)
      }
    }
  }

  /// Makes the edits on the owned tree and returns how many were done.
  static func apply(_ edits: [Edit], to tree: inout DeviceTree) -> Int {
    var done = 0
    for edit in edits {
      guard let node = tree.node(at: edit.path) else { continue }
      done &+= 1
      switch edit.change {
      case .set(let name, let value): tree.set(name, to: PropertyValue(bytes: value), of: node)
      case .addChild(let name): tree.addNode(name, to: node)
      case .remove: tree.remove(node)
      }
    }
    return done
  }

  /// Makes the edits on the blob in its buffer and returns how many were done.
  static func apply(_ edits: ArraySlice<Edit>, to buffer: inout [UInt8]) -> Int {
    var done = 0
    do throws(FDTEditError) {
      var editor = try FlattenedTreeEditor(editing: buffer.mutableSpan)
      for edit in edits {
        switch edit.change {
        case .set(let name, let value):
          var node = try editor.node(at: edit.path)
          try node.set(name, to: value)
        case .addChild(let name):
          var node = try editor.node(at: edit.path)
          try node.addChild(name)
        case .remove:
          guard let slash = edit.path.lastIndex(of: "/") else { continue }
          var parent = try editor.node(at: String(edit.path[..<slash]))
          try parent.removeChild(named: String(edit.path[slash...].dropFirst()))
        }
        done &+= 1
      }
    } catch {
      fatalError("\(error)")
    }
    return done
  }
}
