// What libfdt has up to 1.8.1 beside the names in the other files: loads and stores, and numbers that it names.

/// libfdt's name; see `FlattenedNodeEditor.overwrite(_:at:with:)`.
@available(*, unavailable, renamed: "FlattenedNodeEditor.overwrite(_:at:with:)")
public func fdt_get_property_by_offset_w<each Argument>(_ arguments: repeat each Argument) {}

/// libfdt's name; see `FlattenedNodeEditor.set(_:byteCount:fill:)`.
@available(*, unavailable, renamed: "FlattenedNodeEditor.set(_:byteCount:fill:)")
public func fdt_setprop_placeholder_namelen<each Argument>(_ arguments: repeat each Argument) -> Int32 { 0 }

/// libfdt's name: FlattenedTree.Property.value has the bytes.
@available(*, unavailable, message: "FlattenedTree.Property.value has the bytes")
public func fdt16_ld<each Argument>(_ arguments: repeat each Argument) -> UInt16 { 0 }

/// libfdt's name; see `FlattenedTree.Cells.subscript(_:)`.
@available(*, unavailable, renamed: "FlattenedTree.Cells.subscript(_:)")
public func fdt32_ld<each Argument>(_ arguments: repeat each Argument) -> UInt32 { 0 }

/// libfdt's name; see `FlattenedTree.Property.number`.
@available(*, unavailable, renamed: "FlattenedTree.Property.number")
public func fdt64_ld<each Argument>(_ arguments: repeat each Argument) -> UInt64 { 0 }

/// libfdt's name; see `FlattenedNodeEditor.overwrite(_:at:withCell:)`.
@available(*, unavailable, renamed: "FlattenedNodeEditor.overwrite(_:at:withCell:)")
public func fdt32_st<each Argument>(_ arguments: repeat each Argument) {}

/// libfdt's name; see `FlattenedNodeEditor.overwrite(_:at:withNumber:)`.
@available(*, unavailable, renamed: "FlattenedNodeEditor.overwrite(_:at:withNumber:)")
public func fdt64_st<each Argument>(_ arguments: repeat each Argument) {}

/// libfdt's number: see `FlattenedTree.unusedPhandle`.
@available(*, unavailable, renamed: "FlattenedTree.unusedPhandle")
public var FDT_MAX_PHANDLE: UInt32 { 0 }

/// libfdt's number: FlattenedTree.Node.addressCells and sizeCells are nil above 4.
@available(*, unavailable, message: "FlattenedTree.Node.addressCells and sizeCells are nil above 4")
public var FDT_MAX_NCELLS: Int32 { 0 }

/// libfdt's number: FlattenedTree takes versions 2, 3, 16 and 17.
@available(*, unavailable, message: "FlattenedTree takes versions 2, 3, 16 and 17")
public var FDT_FIRST_SUPPORTED_VERSION: UInt32 { 0 }

/// libfdt's number: FlattenedTree takes versions 2, 3, 16 and 17.
@available(*, unavailable, message: "FlattenedTree takes versions 2, 3, 16 and 17")
public var FDT_LAST_SUPPORTED_VERSION: UInt32 { 0 }

/// libfdt's number: FlattenedTreeWriter states it for each BlobLayout.Version.
@available(*, unavailable, message: "FlattenedTreeWriter states it for each BlobLayout.Version")
public var FDT_LAST_COMPATIBLE_VERSION: UInt32 { 0 }

/// libfdt's number: FlattenedTreeWriter has no flags; see BlobLayout.
@available(*, unavailable, message: "FlattenedTreeWriter has no flags; see BlobLayout")
public var FDT_CREATE_FLAG_NO_NAME_DEDUP: UInt32 { 0 }

/// libfdt's number: FlattenedTreeWriter has no flags; see BlobLayout.
@available(*, unavailable, message: "FlattenedTreeWriter has no flags; see BlobLayout")
public var FDT_CREATE_FLAGS_ALL: UInt32 { 0 }
