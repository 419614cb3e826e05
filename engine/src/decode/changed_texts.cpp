// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/changed_texts.h"

#include "decode/characters.h"
#include "decode/ordered_search.h"

namespace telemetryhub::engine {

bool ChangedTexts::isNews(std::string_view name, std::string_view value) {
    Text* const text = find(name);
    if (!text || text->value == value || !isPrintableText(value)) return false;
    text->value = value;
    return true;
}

ChangedTexts::Text* ChangedTexts::find(std::string_view name) {
    if (Text* const known = findInOrder(m_texts, m_next, name)) return known;
    if (m_texts.size() == kMaxTexts || !isPrintableText(name)) return nullptr;
    m_texts.push_back({std::string(name), {}});
    return &m_texts.back();
}

}  // namespace telemetryhub::engine
