// SPDX-License-Identifier: GPL-3.0-or-later
#include "chart/range_popup.h"

#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

#include "chart/span_words.h"
#include "theme/numbers.h"

namespace telemetryhub::ui {

RangePopup::RangePopup(const QString& title, ValueRange shown, int decimals, QWidget* parent)
    : QFrame(parent, Qt::Popup),
      m_from(makeField(tr("From"), shown.lo, decimals)),
      m_to(makeField(tr("To"), shown.hi, decimals)),
      m_problem(new QLabel(this)) {
    setAttribute(Qt::WA_DeleteOnClose);
    setFrameShape(QFrame::StyledPanel);
    setAutoFillBackground(true);
    setAccessibleName(title);
    m_problem->setForegroundRole(QPalette::PlaceholderText);
    m_problem->hide();
    auto* fix = new QPushButton(tr("&Fix"), this);
    fix->setToolTip(tr("The axis keeps this range (Enter)"));
    fix->setAccessibleName(tr("Fix the range"));
    auto* automatic = new QPushButton(tr("&Automatic"), this);
    automatic->setToolTip(tr("The axis follows the values (double click on the axis)"));
    automatic->setAccessibleName(tr("Automatic range"));
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(automatic);
    buttons->addStretch();
    buttons->addWidget(fix);
    auto* form = new QFormLayout(this);
    form->setContentsMargins(12, 12, 12, 12);
    form->addRow(new QLabel(title, this));
    form->addRow(tr("From"), m_from);
    form->addRow(tr("To"), m_to);
    form->addRow(m_problem);
    form->addRow(buttons);
    connect(fix, &QPushButton::clicked, this, &RangePopup::take);
    connect(automatic, &QPushButton::clicked, this, [this] {
        emit rangeChosen(std::nullopt);
        close();
    });
    m_from->selectAll();
    m_from->setFocus(Qt::PopupFocusReason);
}

QLineEdit* RangePopup::makeField(const QString& name, double value, int decimals) {
    auto* field = new QLineEdit(QLocale().toString(value, 'f', decimals), this);
    field->setAccessibleName(name);
    field->setToolTip(tr("A value; Enter fixes the range"));
    connect(field, &QLineEdit::returnPressed, this, &RangePopup::take);
    return field;
}

void RangePopup::take() {
    const std::optional<double> from = parseValue(m_from->text());
    const std::optional<double> to = parseValue(m_to->text());
    if (from && to && *from < *to) {
        emit rangeChosen(ValueRange{*from, *to});
        close();
        return;
    }
    m_problem->setText(from && to ? tr("From has to be below To.") : tr("Write two numbers."));
    m_problem->show();
    adjustSize();
}

}  // namespace telemetryhub::ui
