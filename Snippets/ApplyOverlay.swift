// Lays overlays over a blob, as a boot loader does with those of its add-on boards.
//
//   swift run ApplyOverlay base.dtb overlay.dtbo … > merged.dtb
//
// The articles of the module show this code; a test holds them to it.
import DeviceTree
// snippet.hide
import Foundation

// snippet.show
func merge(_ blob: [UInt8], with overlays: [[UInt8]]) throws -> [UInt8] {
  let base = try DeviceTree(blob: blob)
  var tree = base
  try tree.apply(overlays: overlays.map { try DeviceTree(blob: $0) })
  return try tree.flattened(editedFrom: base)
}

func difference(from old: [UInt8], to new: [UInt8]) throws -> [UInt8] {
  let (old, new) = (try DeviceTree(blob: old), try DeviceTree(blob: new))
  let overlay = try DifferenceOverlay(TreeDifference(from: old, to: new))
  if !overlay.rest.isEmpty { print("an overlay cannot say everything of it") }
  return overlay.tree.flattened()
}

// snippet.hide
do {
  let files = try CommandLine.arguments.dropFirst().map { [UInt8](try Data(contentsOf: URL(filePath: $0))) }
  guard let base = files.first else {
    print("usage: ApplyOverlay BASE.dtb OVERLAY.dtbo …")
    exit(2)
  }
  FileHandle.standardOutput.write(Data(try merge(base, with: Array(files.dropFirst()))))
} catch {
  FileHandle.standardError.write(Data("\(error)\n".utf8))
  exit(1)
}
// snippet.show
