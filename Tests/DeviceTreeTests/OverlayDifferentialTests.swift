import DTS
import DeviceTree
import FDT
import SecondOpinion
import Testing
import TestSupport

/// Random bases and overlays: libfdt's `fdt_overlay_apply`, called in the process, and the room agree in every byte.
@Suite struct OverlayDifferentialTests {
  /// A base and what is laid over it, in turn.
  private struct Pair {
    var base: DeviceTree
    var overlays: [DeviceTree]
    var sources: [String]
  }

  private func pair(by author: inout OverlayPropertyTests.Author) throws -> Pair {
    var sources = [author.freshBase()]
    for index in 0...author.number(0...2) { sources.append(author.overlay(index)) }
    let base = try OverlayLab.compile(sources[0], keepsLabels: author.number(0...19) != 0)
    return Pair(
      base: base, overlays: try sources.dropFirst().map { try OverlayLab.compile($0) }, sources: sources)
  }

  @Test func randomPairsGiveTheTreesOfLibfdt() throws {
    let seed: UInt64 = .random(in: 0 ... .max)
    var author = OverlayPropertyTests.Author(random: SeededGenerator(seed: seed))
    var applied = 0
    for index in 0..<300 {
      let pair = try pair(by: &author)
      let note = "seed \(seed), pair \(index):\n\(pair.sources.joined(separator: "\n"))"
      var (merged, reason): (DeviceTree?, OverlayError.Reason?) = (nil, nil)
      do throws(OverlayError) { merged = try pair.base.applying(overlays: pair.overlays) } catch {
        reason = error.reason
      }
      // libfdt 1.7.1 to 1.8.1 writes past the end of a value that is too short for its entry in __local_fixups__.
      if OverlayLab.keepsPhandles, case .noSuchPlace = reason { continue }
      let theirs = LibFDTOverlays.apply(pair.base.flattened(), pair.overlays.map { $0.flattened() })
      #expect((merged == nil) == (theirs == nil), "\(note)")
      guard let merged, let theirs else { continue }
      applied += 1
      #expect(try merged.flattened(editedFrom: pair.base) == theirs, "\(note)")
      let differences = SecondOpinion.differences(between: merged, and: theirs)
      #expect(differences.isEmpty, "\(note)\n\(differences)")
    }
    #expect(applied > 160 && applied < 300, "seed \(seed): \(applied) of 300 could be applied")
  }

  /// Overlays with bytes changed at random: whatever comes of it, one that fails leaves the base as it was, and one
  /// that succeeds leaves a tree that can be written and read.
  @Test func anOverlayThatFailsLeavesTheBaseAsItWas() throws {
    let seed: UInt64 = .random(in: 0 ... .max)
    var author = OverlayPropertyTests.Author(random: SeededGenerator(seed: seed))
    var (failed, done) = (0, 0)
    for round in 0..<100 {
      let pair = try pair(by: &author)
      let before = pair.base.flattened()
      let blobs = pair.overlays.map { $0.flattened() }
      for _ in 0..<20 {
        var damaged: [DeviceTree] = []
        for blob in blobs {
          var blob = blob
          // Only values and names: the structure is the reader's business.
          for _ in 0..<author.number(1...3) {
            blob[author.number(56...blob.count - 1)] = UInt8(truncatingIfNeeded: author.number(0...255))
          }
          if let tree = try? DeviceTree(blob: blob) { damaged.append(tree) }
        }
        var base = pair.base
        do throws(OverlayError) {
          try base.apply(overlays: damaged)
          done += 1
          #expect(throws: Never.self) { try DeviceTree(blob: base.flattened()) }
        } catch {
          failed += 1
          #expect(base.flattened() == before, "seed \(seed), round \(round): \(error)")
          #expect(!error.reason.description.isEmpty)
        }
      }
    }
    #expect(failed > 100 && done > 100, "seed \(seed): \(failed) failed, \(done) did not")
  }
}
