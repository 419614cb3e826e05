// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>
#include <QFormLayout>
#include <QString>

namespace telemetryhub::ui {

// The rows of the connect dialog's forms: labels in one column on every page, and choices that
// hold the value they stand for.

/// The layout of `page`.
[[nodiscard]] QFormLayout* formIn(QWidget* page);
/// `buddy` gets the focus and the accessible name where the field is a row of several.
void addField(QFormLayout& form, const QString& text, QWidget* field, QWidget* buddy = nullptr);
[[nodiscard]] QComboBox* choiceBox(QWidget* parent, const QString& accessibleName);

template <typename Value>
void addChoice(QComboBox& box, const QString& text, Value value) {
    box.addItem(text, static_cast<int>(value));
}

template <typename Value>
[[nodiscard]] Value choiceOf(const QComboBox& box) {
    return static_cast<Value>(box.currentData().toInt());
}

/// A value that is not among the choices changes nothing.
template <typename Value>
void choose(QComboBox& box, Value value) {
    const int at = box.findData(static_cast<int>(value));
    if (at >= 0) box.setCurrentIndex(at);
}

}  // namespace telemetryhub::ui
