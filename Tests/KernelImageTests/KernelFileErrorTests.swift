import Decompression
import KernelImage
import TestSupport
import Testing

@Suite struct KernelFileErrorTests {
  private func reason(_ bytes: [UInt8]) -> KernelFileError? {
    do throws(KernelFileError) {
      _ = try KernelFile(bytes).embeddedConfig()
      return nil
    } catch {
      return error
    }
  }

  @Test func otherFormsAreNamed() {
    var bzImage = [UInt8](repeating: 0, count: 0x400)
    bzImage[0] = 0x4d
    bzImage[1] = 0x5a
    bzImage.replaceSubrange(0x202..<0x206, with: Array("HdrS".utf8))
    #expect(reason(bzImage) == .otherMachine("a bzImage, which is an image for x86"))
    #expect(
      reason(ImageBuilder().loongArch(machine: 0x6232)) == .otherMachine("an image for 32-bit LoongArch"))
    #expect(reason([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0]) == .packed("xz", unpackedBy: "xz -dc FILE > Image"))
    #expect(reason([]) == .empty)
    #expect(reason(Array("/dts-v1/;".utf8)) == .unknown)
    #expect(reason([UInt8](repeating: 0, count: 4096)) == .unknown)
    guard case .packed = reason(ImageBuilder.zboot([1, 2, 3], form: "lzma")) else {
      Issue.record("a zboot image that is not unpacked here is not named")
      return
    }
  }

  @Test func bombsAndCutStreamsStop() {
    // 40 KB that ask for 1.3 GB.
    let bomb = ImageBuilder.zboot(PackedBytes.zstdRun(blocks: 10_000), form: "zstd")
    #expect(reason(bomb) == .unpacking("zstd", .tooLarge(limit: bomb.count * 32 + (1 << 20))))
    let image = PackedBytes.gzip(ImageBuilder().arm64())
    #expect(reason(image.dropLast(40)) == .unpacking("gzip", .truncated))
    #expect(reason(Array(image.prefix(30))) == .unpacking("gzip", .truncated))
    var flipped = image
    flipped[flipped.count - 6] ^= 1
    #expect(reason(flipped) == .unpacking("gzip", .damaged))
    var zboot = ImageBuilder.zboot(image, form: "gzip")
    zboot.removeLast(10)
    #expect(reason(zboot) == .payloadOutsideFile(offset: 80, size: UInt64(image.count)))
    #expect(
      reason(ImageBuilder.zboot(Array(PackedBytes.zstd(image).dropLast(3)), form: "zstd"))
        == .unpacking("zstd", .truncated))
    var nested = ImageBuilder().arm64()
    for _ in 0..<6 { nested = PackedBytes.gzip(nested) }
    #expect(reason(nested) == .packedTooOften)
  }

  private func reason(_ bytes: ArraySlice<UInt8>) -> KernelFileError? { reason(Array(bytes)) }

  @Test func damagedConfigurationsAreSaid() throws {
    let image = ImageBuilder().riscv64
    let end = try #require(image.indices.last { image[$0...].starts(with: Array("IKCFG_ED".utf8)) })
    var damaged = image
    damaged[end - 5] ^= 0xff
    guard case .damagedConfig(_, .damaged) = reason(damaged) else {
      Issue.record("\(String(describing: reason(damaged)))")
      return
    }
    damaged = image
    damaged[end] = 0
    guard case .damagedConfig(_, .truncated) = reason(damaged) else {
      Issue.record("\(String(describing: reason(damaged)))")
      return
    }
  }

  /// Cut anywhere, and with any byte changed, a file is read or refused; nothing traps.
  @Test func everyPrefixAndManyDamagedFilesAreReadOrRefused() throws {
    let zboot = ImageBuilder.zboot(PackedBytes.zstd(ImageBuilder().loongArch()), form: "zstd")
    let images = [ImageBuilder().arm64(), zboot, PackedBytes.gzip(ImageBuilder().riscv64)]
    for image in images {
      for count in 0..<min(image.count, 400) { _ = reason(image.prefix(count)) }
      for count in stride(from: 400, to: image.count, by: 37) { _ = reason(image.prefix(count)) }
    }
    let seed = UInt64.random(in: 0...UInt64.max)
    print("KernelFileErrorTests seed: \(seed)")
    var random = SeededGenerator(seed: seed)
    for _ in 0..<600 {
      var image = images[Int.random(in: 0..<3, using: &random)]
      for _ in 0..<3 {
        image[Int.random(in: 0..<min(image.count, 900), using: &random)] = UInt8.random(
          in: 0...255, using: &random)
      }
      _ = reason(image)
    }
  }
}
