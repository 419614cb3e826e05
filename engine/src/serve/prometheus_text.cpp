// SPDX-License-Identifier: GPL-3.0-or-later
#include "serve/prometheus_text.h"

#include <cmath>

#include "config/utf8.h"
#include "telemetryhub/engine/record/csv_format.h"

namespace telemetryhub::engine {

namespace {

/// A label may hold any UTF-8; three characters are escaped.
void appendLabelValue(std::string& text, std::string_view value) {
    if (!isUtf8(value)) value = "(not UTF-8)";
    for (const char c : value) {
        if (c == '\n') {
            text += "\\n";
            continue;
        }
        if (c == '\\' || c == '"') text += '\\';
        text += c;
    }
}

void appendPrometheusNumber(std::string& text, double value) {
    if (std::isnan(value))
        text += "NaN";
    else if (std::isinf(value))
        text += value < 0 ? "-Inf" : "+Inf";
    else
        appendNumber(text, value);
}

}  // namespace

void PrometheusText::begin(std::string_view name, std::string_view type, std::string_view help) {
    m_name = name;
    m_text.append("# HELP ").append(name).append(" ").append(help).append("\n");
    m_text.append("# TYPE ").append(name).append(" ").append(type).append("\n");
}

void PrometheusText::sampleOf(std::string_view ending, double value, Labels labels) {
    m_text += m_name;
    m_text += ending;
    char before = '{';
    for (const Label& label : labels) {
        m_text += before;
        before = ',';
        m_text.append(label.name).append("=\"");
        appendLabelValue(m_text, label.value);
        m_text += '"';
    }
    if (labels.size() > 0) m_text += '}';
    m_text += ' ';
    appendPrometheusNumber(m_text, value);
    m_text += '\n';
}

}  // namespace telemetryhub::engine
