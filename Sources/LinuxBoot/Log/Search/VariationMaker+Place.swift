import DeviceTree

/// Where the kernel and the blob lie.
extension VariationMaker {
  /// The whole kernel at another address, as hypervisors load it: image, sections and built-in blob move together.
  var loadAddress: [Variation] {
    let linked = linkedStart
    let image = profile.kernelImage
    let (present, source) = linked ?? (image.value.base, image.source)
    var places: [(base: UInt64, evidence: FactSource?)] = []
    if let logged = facts.kernelImage {
      places.append((profile.image(logged.value).base, logged.source))
    } else if let logged = facts.blob, profile.isBuiltInDTB.value == true, let blob = profile.dtbAddress.value
    {
      places.append((present &+ (logged.value.base &- blob), logged.source))
    } else if linked != nil {
      // Boot loaders put a kernel at the start of a bank, hypervisors at that of a guest's RAM.
      let banks = FlatReader(input.tree).memoryBanks().map(\.range).filter { !$0.isEmpty }
      places = banks.prefix(8).map { ((max($0.base, 0x20_0000) &+ 0x1f_ffff) & ~0x1f_ffff, nil) }
    }
    return places.filter { $0.base != present }.map { place in
      var change = FactCorrection(
        "load address", given: AddressText.hex(present), from: source, needed: AddressText.hex(place.base),
        evidence: place.evidence, arguments: ["--load-address", AddressText.hex(place.base)])
      change.parts = [
        profile.kernelImage.name, profile.kernelSections.name, profile.dtbAddress.name,
        profile.isBuiltInDTB.name,
      ]
      return Variation(change, .kernelFlag { $0.flags.loadAddress = place.base })
    }
  }

  /// Where the flag, or else the symbols, put the first byte of the kernel; nil if neither does.
  private var linkedStart: (address: UInt64, source: FactSource)? {
    if let flag = profile.sources.flags.loadAddress { return (flag, .flag("--load-address")) }
    guard architecture == .loongarch64 else { return nil }
    return FactResolver(sources: profile.sources).symbol("_text").map { symbol in
      (FactResolver.physical(symbol.address), symbol.source)
    }
  }

  /// The image as the log's reservation or /proc/iomem shows it.
  var imageOfLog: Variation? {
    guard let logged = facts.kernelImage else { return nil }
    let fact = profile.kernelImage
    let image = profile.image(logged.value)
    guard profile.rounded(image) != profile.rounded(fact.value) else { return nil }
    return Variation(
      FactCorrection(
        fact.name, given: fact.value.factText, from: fact.source, needed: image.factText,
        evidence: logged.source, arguments: ["--kernel-image", image.factText]),
      .kernelFlag { $0.flags.kernelImage = image })
  }

  /// Where Linux reserved the blob.
  var blobOfLog: Variation? {
    guard let logged = facts.blob, logged.value.base != profile.dtbAddress.value else { return nil }
    return blob(at: logged.value.base, evidence: logged.source)
  }

  /// A reservation in the dump of memblock that has the blob's size.
  var blobOfDump: Variation? {
    guard facts.blob == nil else { return nil }
    for entry in log.entries {
      guard case .dumped(let region) = entry.statement, region.isReserved,
        region.span.range.size == input.blobSize, region.span.first != profile.dtbAddress.value
      else { continue }
      return blob(at: region.span.first, evidence: .log(entry.line))
    }
    return nil
  }

  /// Places of the blob that would make Linux refuse a region that it refused: arm64 does not log where the blob lies,
  /// for it reserves it before it reads its command line (`setup_machine_fdt`).
  var blobPlaces: [Variation] {
    guard facts.blob == nil else { return [] }
    let step: UInt64 = 0x20_0000
    var places: [UInt64] = []
    for entry in log.entries where places.count < Self.maximumPlaces {
      guard case .region(.refused(let name, let base)) = entry.statement else { continue }
      let region = prediction.regions.first { $0.name == name && $0.base == base }
      let end = base &+ min(region?.size ?? 1, .max - base)
      // The blob of a boot loader begins at a round address, in the region or before it.
      let aligned = base & ~(step - 1)
      if aligned < base, base - aligned < input.blobSize { places.append(aligned) }
      places.append(base)
      var place = aligned
      while place < .max - step, places.count < Self.maximumPlaces {
        place += step
        guard place < end else { break }
        places.append(place)
      }
    }
    return places.filter { $0 != profile.dtbAddress.value }.map { blob(at: $0, evidence: nil) }
  }

  private static var maximumPlaces: Int { 64 }

  private func blob(at address: UInt64, evidence: FactSource?) -> Variation {
    let fact = profile.dtbAddress
    return Variation(
      FactCorrection(
        fact.name, given: fact.value.factText, from: fact.source, needed: AddressText.hex(address),
        evidence: evidence, arguments: ["--dtb-address", AddressText.hex(address)]),
      .kernelFlag { $0.flags.dtbAddress = address })
  }

  /// The parts of the kernel in /proc/iomem (LoongArch).
  var sections: [Variation] {
    guard architecture == .loongarch64, let logged = facts.kernelSections,
      profile.kernelSections.value != logged.value
    else { return [] }
    let fact = profile.kernelSections
    return [
      Variation(
        FactCorrection(
          fact.name, given: fact.value.factText, from: fact.source, needed: logged.value.factText,
          evidence: logged.source, help: "give the System.map of the kernel that booted (--system-map)"),
        .direct { $0.profile.kernelSections = Fact(fact.name, logged.value, logged.source) })
    ]
  }
}

extension KernelProfile {
  /// The image that a logged reservation stands for: arm64 leaves out what lies before `_stext` on some versions.
  func image(_ reserved: MemoryRange) -> MemoryRange {
    let start = preset.earlyBoot.reservesFromStext && architecture.value == .arm64 ? textOffset.value : 0
    return MemoryRange(base: reserved.base &- start, end: reserved.end)
  }

  /// The image as it is reserved: what a flag rounds otherwise is no other image.
  func rounded(_ image: MemoryRange) -> MemoryRange {
    guard architecture.value == .riscv64, roundsKernelEnd.value else { return image }
    return MemoryRange(base: image.base, end: (image.end &+ 0x1f_ffff) & ~0x1f_ffff)
  }
}
