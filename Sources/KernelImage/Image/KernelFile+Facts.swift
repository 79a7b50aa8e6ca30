extension KernelFile {
  /// The version line: through the symbol `linux_banner`, or else by a search of what is loaded.
  ///
  /// Complexity: O(symbols), or O(bytes loaded) without symbols.
  public var banner: (banner: VersionBanner, isNamedBySymbol: Bool)? {
    if case .elf(let image) = content, let address = image.address(of: "linux_banner"),
      let place = image.fileRange(ofAddress: address, count: 1),
      let banner = VersionBanner.at(place.lowerBound, of: image.bytes)
    {
      return (banner, true)
    }
    for range in loadedRanges {
      if let banner = VersionBanner.first(in: bytes, range) { return (banner, false) }
    }
    return nil
  }

  /// The configuration inside, as `CONFIG_IKCONFIG=y` puts it there; nil if there is none.
  ///
  /// Complexity: O(bytes loaded).
  /// - Throws: `KernelFileError.damagedConfig`.
  public func embeddedConfig() throws(KernelFileError) -> KernelConfig? {
    for range in loadedRanges {
      if let config = try EmbeddedConfig.find(in: bytes, range) { return config }
    }
    return nil
  }

  /// The processor that it is for.
  public var machine: ELFMachine {
    switch content {
    case .elf(let image): image.machine
    case .flat(let image):
      switch image.kind {
      case .arm64: .arm64
      case .riscv64: .riscV
      case .loongArch64: .loongArch
      }
    }
  }

  /// The unpacked file.
  private var bytes: [UInt8] {
    switch content {
    case .elf(let image): image.bytes
    case .flat(let image): image.bytes
    }
  }

  /// What of the unpacked file comes into memory: debugging information may be a hundred times as long.
  private var loadedRanges: [Range<Int>] {
    guard case .elf(let image) = content else { return [bytes.indices] }
    let ranges = image.segments.filter { $0.kind == .load }.compactMap {
      image.reader.range(at: $0.fileOffset, count: $0.fileSize)
    }
    // Each byte once, however often a damaged table names it.
    var merged: [Range<Int>] = []
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = merged.last, range.lowerBound <= last.upperBound {
        merged[merged.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
      } else {
        merged.append(range)
      }
    }
    return merged
  }
}
