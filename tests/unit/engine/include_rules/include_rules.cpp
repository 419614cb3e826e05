// SPDX-License-Identifier: GPL-3.0-or-later
#include "include_rules.h"

#include <algorithm>
#include <cctype>
#include <utility>

namespace telemetryhub::engine {
namespace {

const std::string kContract = "telemetryhub/engine/";
const std::string kContractFolder = "engine/include/" + kContract;

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t\r");
    return first == std::string_view::npos ? std::string_view{} : text.substr(first);
}

/// The name with its delimiters, `<QString>` or `"core/clock.h"`, of an include line.
std::optional<std::string> includeOf(std::string_view line) {
    constexpr std::string_view kDirective = "include";
    line = trimmed(line);
    if (line.empty() || line.front() != '#') return std::nullopt;
    line = trimmed(line.substr(1));
    if (!line.starts_with(kDirective)) return std::nullopt;
    line = trimmed(line.substr(kDirective.size()));
    if (line.empty() || (line.front() != '<' && line.front() != '"')) return std::nullopt;
    const auto end = line.find(line.front() == '<' ? '>' : '"', 1);
    if (end == std::string_view::npos) return std::nullopt;
    return std::string(line.substr(0, end + 1));
}

bool looksLikeQt(std::string_view header) {
    if (header.size() < 2) return false;
    if (header.front() == 'q') return header.ends_with(".h");
    return header.starts_with("Qt") ||
           (header.front() == 'Q' && std::isupper(static_cast<unsigned char>(header[1])) != 0);
}

bool startsWithAny(const std::string& text, const std::vector<std::string>& prefixes) {
    return std::any_of(prefixes.begin(), prefixes.end(),
                       [&](const std::string& prefix) { return text.starts_with(prefix); });
}

IncludeRule stageRule(const std::string& stage, const std::set<std::string>& others) {
    IncludeRule rule{stage, {"engine/src/" + stage + "/", kContractFolder + stage + "/"}, {}};
    std::set<std::string> visible = others;
    visible.insert(stage);
    for (const std::string& name : visible) {
        rule.prefixes.push_back(kContract + name + "/");
        rule.prefixes.push_back(name + "/");
    }
    if (engineStagesWithQt().contains(stage)) rule.qtModules = {"QtCore", "QtSerialPort"};
    if (stage == "bus") rule.qtModules->insert("QtNetwork");
    return rule;
}

std::string allowedText(const IncludeRule& rule) {
    std::string text = rule.area + " may include:";
    for (const std::string& prefix : rule.prefixes)
        text += " " + prefix;
    if (!rule.qtModules) return text + ", any Qt module";
    if (rule.qtModules->empty()) return text + ", no Qt";
    for (const std::string& module : *rule.qtModules)
        text += " " + module;
    return text;
}

}  // namespace

const std::map<std::string, std::set<std::string>>& engineStages() {
    static const std::map<std::string, std::set<std::string>> kStages = {
        {"core", {}},
        {"config", {"core"}},
        {"bus", {"core"}},
        {"decode", {"core"}},
        {"device", {"core", "bus", "decode"}},
        {"pipeline", {"core"}},
        {"history", {"core"}},
        {"outlet", {"core"}},
        {"record", {"core", "outlet"}},
        {"hub", {"core", "decode", "device", "pipeline", "history", "outlet", "record"}},
        {"gateway",
         {"core", "config", "bus", "decode", "device", "pipeline", "history", "outlet", "record",
          "hub"}},
        {"serve", {"core", "config", "decode", "pipeline", "history", "outlet", "record", "hub"}},
    };
    return kStages;
}

const std::set<std::string>& engineStagesWithQt() {
    static const std::set<std::string> kStages = {"bus", "device", "hub", "gateway", "serve"};
    return kStages;
}

std::string IncludeViolation::text() const {
    return file + ":" + std::to_string(line) + ": " + include + "; " + allowed;
}

IncludeRules::IncludeRules(const std::vector<std::string>& uiFolders, QtModuleOf qtModuleOf)
    : m_qtModuleOf(std::move(qtModuleOf)) {
    for (const auto& [stage, others] : engineStages())
        m_rules.push_back(stageRule(stage, others));
    IncludeRule ui{"ui", {"ui/"}, {kContract, "telemetryhub/ui/"}, std::nullopt};
    for (const std::string& folder : uiFolders)
        ui.prefixes.push_back(folder + "/");
    m_rules.push_back(std::move(ui));
    m_rules.push_back({"app", {"app/"}, {kContract, "telemetryhub/ui/"}, std::nullopt});
}

std::vector<IncludeViolation> IncludeRules::check(const std::string& file,
                                                  std::string_view content) const {
    const IncludeRule* rule = ruleFor(file);
    if (rule == nullptr) return {{file, 0, "the file", "its folder is not in the table"}};

    std::vector<IncludeViolation> violations;
    int number = 0;
    while (!content.empty()) {
        const auto end = std::min(content.find('\n'), content.size());
        const std::optional<std::string> include = includeOf(content.substr(0, end));
        content.remove_prefix(std::min(end + 1, content.size()));
        ++number;
        if (include && !allows(*rule, file, *include))
            violations.push_back({file, number, *include, allowedText(*rule)});
    }
    return violations;
}

const IncludeRule* IncludeRules::ruleFor(const std::string& file) const {
    const auto rule = std::find_if(m_rules.begin(), m_rules.end(), [&](const IncludeRule& each) {
        return startsWithAny(file, each.folders);
    });
    return rule == m_rules.end() ? nullptr : &*rule;
}

bool IncludeRules::allows(const IncludeRule& rule, const std::string& file,
                          const std::string& include) const {
    const std::string header = include.substr(1, include.size() - 2);
    const bool ours = include.front() == '"' || header.starts_with("telemetryhub/");
    if (ours) {
        if (header.find("..") != std::string::npos) return false;
        const bool ownFolder = header.find('/') == std::string::npos;
        // A header that others see must not need what they do not see.
        if (file.find("include/telemetryhub/") != std::string::npos &&
            !header.starts_with("telemetryhub/"))
            return false;
        return ownFolder || startsWithAny(header, rule.prefixes);
    }
    if (!looksLikeQt(header) || !rule.qtModules) return true;
    const std::optional<std::string> module = m_qtModuleOf(header);
    return module && rule.qtModules->contains(*module);
}

}  // namespace telemetryhub::engine
