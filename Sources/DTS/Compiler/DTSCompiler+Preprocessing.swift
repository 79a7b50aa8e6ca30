extension DTSCompiler {
  /// Carries out includes and macros, and leaves it at that: what `gcc -E` does.
  ///
  /// - Throws: What is wrong, all of it; a file that is missing is an error.
  ///
  /// Complexity: O(n) in the text with its macros expanded; bounded by budgets for what macros and included files may
  /// make of it.
  public func preprocess(_ bytes: [UInt8], path: String) throws(CompileFailure) -> PreprocessedText {
    var preprocessor = Preprocessor(
      search: IncludeSearch(loader: loader, folders: includePaths), limits: limits)
    preprocessor.carriesOutIncludes = false
    preprocessor.run(path: path, bytes: bytes, defines: Self.standardDefines + defines, preprocesses: true)
    if preprocessor.errorCount > 0 {
      throw CompileFailure(
        sources: preprocessor.sources, diagnostics: preprocessor.diagnostics,
        dependencies: preprocessor.dependencies)
    }
    return PreprocessedText(preprocessor)
  }

  /// What is defined in every device-tree source.
  static var standardDefines: [MacroDefinition] {
    [
      MacroDefinition("__DTS__"), MacroDefinition("__ASSEMBLER__"), MacroDefinition("__STDC__"),
      MacroDefinition("__STDC_HOSTED__"),
    ]
  }
}
