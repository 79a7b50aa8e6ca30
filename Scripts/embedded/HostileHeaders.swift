// Compiled into one module with FDT for a machine whose Int has 32 bits, and run: what a blob or an argument can say must
// not trap there either. Runtime.c prints the name of the first case that fails.

/// A small tree to spoil.
private func sample() -> [UInt8] {
  var writer = FlattenedTreeWriter(bootCPU: 0x8000_0001, seed: 1)
  writer.property("compatible", string: "a")
  writer.node("soc") { $0.property("reg", cells: 1) }
  do throws(FDTWriteError) { return try writer.finished() } catch { return [] }
}

private func read(_ blob: [UInt8]) -> FDTError? {
  do throws(FDTError) {
    _ = try FlattenedTree(validating: blob.span).nodeCount
    return nil
  } catch {
    return error
  }
}

/// The error with a word of the sample replaced.
private func read(with word: UInt32, at offset: Int) -> FDTError? {
  var blob = sample()
  for index in 0..<4 { blob[offset + index] = UInt8(truncatingIfNeeded: word >> UInt32(24 - 8 * index)) }
  return read(blob)
}

private func written(_ layout: BlobLayout) -> Int? {
  var writer = FlattenedTreeWriter(layout: layout, seed: 1)
  writer.property("x")
  do throws(FDTWriteError) { return try writer.finished().count } catch { return nil }
}

private func holdsBootCPU() -> Bool {
  var blob = sample()
  do throws(FDTEditError) {
    var editor = try FlattenedTreeEditor(editing: blob.mutableSpan)
    guard editor.bootCPU == 0x8000_0001 else { return false }
    editor.bootCPU = .max
    return editor.bootCPU == .max
  } catch {
    return false
  }
}

/// What is wrong with number `index`: 0 if nothing is, 1 if something is, -1 behind the last.
@_cdecl("check") public func check(_ index: Int32) -> Int32 {
  let large: [3 of UInt32] = [0x7fff_ffff, 0x8000_0000, 0xffff_ffff]
  let structure = 40 + 16
  let isRight: Bool
  switch index {
  case 0: isRight = read(sample()) == nil && MemoryLayout<Int>.size == 4
  case 1...21:
    let word = large[Int(index - 1) % 3]
    let offsets: [7 of Int] = [4, 8, 12, 16, 32, structure + 12, structure + 16]
    isRight = read(with: word, at: 36) != nil && read(with: word, at: offsets[Int(index - 1) / 3]) != nil
  case 22: isRight = written(BlobLayout(minimumSize: 4096)) == 4096
  case 23: isRight = (written(BlobLayout(padding: 4096)) ?? 0) > 4096
  case 24: isRight = (written(BlobLayout(alignment: 64)) ?? 1) % 64 == 0
  case 25: isRight = written(BlobLayout(minimumSize: .max, padding: 1)) == nil
  case 26:
    isRight = written(BlobLayout(freeReservations: .max)) == nil && written(BlobLayout(padding: .max)) == nil
  case 27: isRight = holdsBootCPU()
  default: return -1
  }
  return isRight ? 0 : 1
}
