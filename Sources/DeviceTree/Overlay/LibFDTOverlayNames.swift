// libfdt's names of what has to do with overlays, so that those who know them find ours: the compiler names the
// successor.

/// libfdt's name; see `DeviceTree.apply(overlay:)`.
@available(*, unavailable, renamed: "DeviceTree.apply(overlay:)")
public func fdt_overlay_apply<each Argument>(_ arguments: repeat each Argument) -> Int32 { 0 }

/// libfdt's name: applying finds the target of each fragment.
@available(*, unavailable, message: "DeviceTree.apply(overlay:) finds the targets")
public func fdt_overlay_target_offset<each Argument>(_ arguments: repeat each Argument) -> Int32 { 0 }

/// libfdt's name; see `SymbolTable.subscript(_:)`.
@available(*, unavailable, renamed: "SymbolTable.subscript(_:)")
public func fdt_get_symbol<each Argument>(_ arguments: repeat each Argument) {}

/// libfdt's name; see `SymbolTable.subscript(_:)`.
@available(*, unavailable, renamed: "SymbolTable.subscript(_:)")
public func fdt_get_symbol_namelen<each Argument>(_ arguments: repeat each Argument) {}

/// libfdt's code; see `OverlayError`.
@available(*, unavailable, renamed: "OverlayError")
public var FDT_ERR_BADOVERLAY: Int32 { 0 }
