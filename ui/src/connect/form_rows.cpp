// SPDX-License-Identifier: GPL-3.0-or-later
#include "connect/form_rows.h"

#include <QLabel>

namespace telemetryhub::ui {
namespace {

constexpr int kFormLabelWidth = 72;

}  // namespace

QFormLayout* formIn(QWidget* page) {
    auto* form = new QFormLayout(page);
    form->setContentsMargins(0, 0, 0, 0);
    form->setHorizontalSpacing(12);
    form->setVerticalSpacing(8);
    form->setLabelAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    form->setFormAlignment(Qt::AlignLeft | Qt::AlignTop);
    form->setFieldGrowthPolicy(QFormLayout::FieldsStayAtSizeHint);
    return form;
}

void addField(QFormLayout& form, const QString& text, QWidget* field, QWidget* buddy) {
    auto* label = new QLabel(text, field->parentWidget());
    label->setMinimumWidth(kFormLabelWidth);
    label->setForegroundRole(QPalette::PlaceholderText);
    QWidget* named = buddy ? buddy : field;
    label->setBuddy(named);
    named->setAccessibleName(QString(text).remove(QLatin1Char('&')));
    form.addRow(label, field);
}

QComboBox* choiceBox(QWidget* parent, const QString& accessibleName) {
    auto* box = new QComboBox(parent);
    box->setAccessibleName(accessibleName);
    box->setToolTip(accessibleName);
    return box;
}

}  // namespace telemetryhub::ui
