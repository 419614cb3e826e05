// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace telemetryhub::engine {

/// The area of the tree a file belongs to, and what it may include.
struct IncludeRule {
    std::string area;                   ///< for a person: `bus`, `ui`
    std::vector<std::string> folders;   ///< below the root of the tree, ending in /
    std::vector<std::string> prefixes;  ///< of the project's headers that are allowed
    /// Qt modules that are allowed; unset: any.
    std::optional<std::set<std::string>> qtModules = std::set<std::string>{};
};

/// An include that the table does not allow.
struct IncludeViolation {
    std::string file;  ///< below the root of the tree
    int line = 0;
    std::string include;
    std::string allowed;

    /// `engine/src/core/a.cpp:3: <QString>; core may include: core, no Qt`
    [[nodiscard]] std::string text() const;
};

/// Which stage of the engine may include which, as in engine/README.md.
[[nodiscard]] const std::map<std::string, std::set<std::string>>& engineStages();
/// The stages that may include Qt headers.
[[nodiscard]] const std::set<std::string>& engineStagesWithQt();

/// Holds the include lines of source files against the table of the folders.
///
/// Errors: a file that lies in no folder of the table is itself a violation.
class IncludeRules {
public:
    /// Names the Qt module that holds a header such as `QImage`; nothing when none does.
    using QtModuleOf = std::function<std::optional<std::string>(std::string_view header)>;

    /// `uiFolders` are the folders of the ui's private headers.
    IncludeRules(const std::vector<std::string>& uiFolders, QtModuleOf qtModuleOf);

    /// `file` is relative to the root of the tree, `content` its text.
    [[nodiscard]] std::vector<IncludeViolation> check(const std::string& file,
                                                      std::string_view content) const;

private:
    [[nodiscard]] const IncludeRule* ruleFor(const std::string& file) const;
    [[nodiscard]] bool allows(const IncludeRule& rule, const std::string& file,
                              const std::string& include) const;

    std::vector<IncludeRule> m_rules;
    QtModuleOf m_qtModuleOf;
};

}  // namespace telemetryhub::engine
