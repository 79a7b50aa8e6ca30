import DeviceTree
import LinuxBoot

extension RegionMends {
  /// The kernel at the nearest place where its image collides with no region.
  ///
  /// Where only the image's start is known, it is moved as the largest that it may be.
  func kernelElsewhere(_ search: inout MendSearch) -> Mend? {
    let profile = input.boot.profile
    let image = profile.kernelImage
    let size = ([image.value] + image.alternatives).map(\.size).max() ?? 0
    var taken = input.prediction.regions.compactMap { $0.isDynamic ? nil : $0.range }
    taken += input.prediction.events.filter { event in
      event.operation == .reserve
        && [.firmwareMemory, .initrd, .coreHeader].contains(event.taker(in: input.tree))
    }.map(\.range)
    let free = AddressMap(memoryOf: input.prediction).subtracting(AddressMap(taken))
    // Boot loaders and linker scripts put kernels at multiples of 2 MiB.
    guard let base = free.place(size: size, alignment: 1 << 21, nearest: image.value.base),
      base != image.value.base
    else { return nil }
    let hex = AddressText.hex(base)
    let way =
      profile.architecture.value == .loongarch64
      ? "link the kernel at \(hex): load-y = \(AddressText.hex(0x9000_0000_0000_0000 | base)) in "
        + "arch/loongarch/Makefile, and the same to its loader"
      : "load the kernel at \(hex)"
    return search.accept(Mend("\(way) (tried with --load-address \(hex))", kernelAt: base), if: isReserved)
  }
}
