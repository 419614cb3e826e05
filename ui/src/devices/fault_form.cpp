// SPDX-License-Identifier: GPL-3.0-or-later
#include "devices/fault_form.h"

#include <cmath>
#include <limits>

#include <QCheckBox>
#include <QDoubleSpinBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QSpinBox>

#include "panels/row_painting.h"
#include "theme/theme.h"

namespace telemetryhub::ui {

namespace {

using engine::FaultPlan;

constexpr double kFirstPercent = 1;
constexpr int kLargestCount = 1'000'000;
constexpr int kLargestDelayMs = 60'000;
constexpr double kLargestSeconds = 86'400;
constexpr double kMsPerSecond = 1000;

std::chrono::milliseconds milliseconds(double seconds) {
    return std::chrono::milliseconds(std::llround(seconds * kMsPerSecond));
}

double seconds(std::chrono::milliseconds time) {
    return static_cast<double>(time.count()) / kMsPerSecond;
}

}  // namespace

FaultForm::FaultForm(const Theme& theme, QWidget* parent)
    : QWidget(parent), m_theme(theme), m_grid(new QGridLayout(this)) {
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(12);
    m_grid->setVerticalSpacing(4);
    m_grid->setColumnStretch(2, 1);
    m_shares.reserve(5);
    m_counts.reserve(2);
    m_outages.reserve(2);
    addHeading(tr("Faults of the device"));
    addShare(&FaultPlan::random, QStringLiteral("random"),
             tr("before that share of its samples it fails, by chance"));
    addCount(&FaultPlan::intermittent, 2, QStringLiteral("intermittent"),
             tr("failures in a row, then it is good"));
    addCount(&FaultPlan::deterministic, 1000, QStringLiteral("deterministic"),
             tr("samples between two failures"));
    addHeading(tr("Faults of the wire"));
    addShare(&FaultPlan::drop, QStringLiteral("drop"), tr("of the bytes get lost, 16 at a time"));
    addShare(&FaultPlan::truncate, QStringLiteral("truncate"),
             tr("of the lines lose their tail with the line end"));
    addShare(&FaultPlan::flip, QStringLiteral("flip"), tr("of the bytes have one bit wrong"));
    addShare(&FaultPlan::garbage, QStringLiteral("garbage"),
             tr("of the bytes come as at a wrong baud rate"));
    addDelay();
    addOutage(&FaultPlan::silence, QStringLiteral("silence"),
              tr("so long good, so long nothing comes"));
    addOutage(&FaultPlan::unplug, QStringLiteral("unplug"),
              tr("so long good, so long the link is absent"));
    addHeading(tr("Chance"));
    m_seed = new QSpinBox(this);
    m_seed->setRange(0, std::numeric_limits<int>::max());
    m_seed->setValue(1);
    m_seed->setAccessibleName(tr("Seed"));
    m_seed->setToolTip(tr("Another seed draws other places; the same one repeats them."));
    connect(m_seed, &QSpinBox::valueChanged, this, &FaultForm::changed);
    const int row = m_grid->rowCount();
    m_grid->addWidget(new QLabel(QStringLiteral("seed"), this), row, 0);
    m_grid->addWidget(m_seed, row, 1);
    connect(&theme, &Theme::changed, this, &FaultForm::applyTheme);
    applyTheme();
}

void FaultForm::addHeading(const QString& text) {
    auto* label = new QLabel(text, this);
    label->setContentsMargins(0, m_headings.empty() ? 0 : 8, 0, 0);
    m_headings.push_back(label);
    m_grid->addWidget(label, m_grid->rowCount(), 0, 1, 3);
}

void FaultForm::addRow(Row& row, const QString& word, const QString& meaning) {
    row.tick = new QCheckBox(word, this);
    row.tick->setAccessibleName(word);
    row.tick->setAccessibleDescription(meaning);
    auto* fields = new QWidget(this);
    auto* layout = new QHBoxLayout(fields);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    for (QWidget* field : row.fields) {
        layout->addWidget(field, 1);
        field->setEnabled(false);
        connect(row.tick, &QCheckBox::toggled, field, &QWidget::setEnabled);
    }
    connect(row.tick, &QCheckBox::toggled, this, &FaultForm::changed);
    auto* label = new QLabel(meaning, this);
    label->setForegroundRole(QPalette::PlaceholderText);
    m_meanings.push_back(label);
    const int at = m_grid->rowCount();
    m_grid->addWidget(row.tick, at, 0);
    m_grid->addWidget(fields, at, 1);
    m_grid->addWidget(label, at, 2);
}

void FaultForm::addShare(double FaultPlan::*share, const QString& word, const QString& meaning) {
    ShareRow row;
    row.share = share;
    row.percent = new QDoubleSpinBox(this);
    row.percent->setRange(0.01, 100);
    row.percent->setDecimals(2);
    row.percent->setValue(kFirstPercent);
    row.percent->setSuffix(tr(" %"));
    row.percent->setAccessibleName(tr("%1: share").arg(word));
    connect(row.percent, &QDoubleSpinBox::valueChanged, this, &FaultForm::changed);
    row.fields = {row.percent};
    addRow(row, word, meaning);
    m_shares.push_back(row);
}

void FaultForm::addCount(std::uint32_t FaultPlan::*count, int first, const QString& word,
                         const QString& meaning) {
    CountRow row;
    row.count = count;
    row.number = new QSpinBox(this);
    row.number->setRange(1, kLargestCount);
    row.number->setValue(first);
    row.number->setAccessibleName(tr("%1: number").arg(word));
    connect(row.number, &QSpinBox::valueChanged, this, &FaultForm::changed);
    row.fields = {row.number};
    addRow(row, word, meaning);
    m_counts.push_back(row);
}

QDoubleSpinBox* FaultForm::secondsBox(const QString& name, double first) {
    auto* box = new QDoubleSpinBox(this);
    box->setRange(0.001, kLargestSeconds);
    box->setDecimals(3);
    box->setValue(first);
    box->setSuffix(tr(" s"));
    box->setAccessibleName(name);
    box->setToolTip(name);
    connect(box, &QDoubleSpinBox::valueChanged, this, &FaultForm::changed);
    return box;
}

void FaultForm::addOutage(engine::Outage FaultPlan::*outage, const QString& word,
                          const QString& meaning) {
    OutageRow row;
    row.outage = outage;
    row.after = secondsBox(tr("%1: good for").arg(word), 10);
    row.length = secondsBox(tr("%1: away for").arg(word), 3);
    row.fields = {row.after, row.length};
    addRow(row, word, meaning);
    m_outages.push_back(row);
}

void FaultForm::addDelay() {
    m_delayMs = new QSpinBox(this);
    m_delayMs->setRange(1, kLargestDelayMs);
    m_delayMs->setValue(200);
    m_delayMs->setSuffix(tr(" ms"));
    m_delayMs->setAccessibleName(tr("delay: time"));
    connect(m_delayMs, &QSpinBox::valueChanged, this, &FaultForm::changed);
    m_delay.fields = {m_delayMs};
    addRow(m_delay, QStringLiteral("delay"), tr("bytes come so much later"));
}

void FaultForm::setPlan(const FaultPlan& plan) {
    for (const ShareRow& row : m_shares) {
        row.tick->setChecked(plan.*row.share > 0);
        if (row.tick->isChecked()) row.percent->setValue(plan.*row.share * 100);
    }
    for (const CountRow& row : m_counts) {
        row.tick->setChecked(plan.*row.count > 0);
        if (row.tick->isChecked()) row.number->setValue(static_cast<int>(plan.*row.count));
    }
    for (const OutageRow& row : m_outages) {
        const engine::Outage& outage = plan.*row.outage;
        row.tick->setChecked(outage.length.count() > 0);
        if (!row.tick->isChecked()) continue;
        row.after->setValue(seconds(outage.after));
        row.length->setValue(seconds(outage.length));
    }
    m_delay.tick->setChecked(plan.delay.count() > 0);
    if (m_delay.tick->isChecked()) m_delayMs->setValue(static_cast<int>(plan.delay.count()));
    m_seed->setValue(static_cast<int>(plan.seed));
}

FaultPlan FaultForm::plan() const {
    FaultPlan plan;
    for (const ShareRow& row : m_shares)
        if (row.tick->isChecked()) plan.*row.share = row.percent->value() / 100;
    for (const CountRow& row : m_counts)
        if (row.tick->isChecked())
            plan.*row.count = static_cast<std::uint32_t>(row.number->value());
    for (const OutageRow& row : m_outages) {
        if (!row.tick->isChecked()) continue;
        plan.*row.outage = {milliseconds(row.after->value()), milliseconds(row.length->value())};
    }
    if (m_delay.tick->isChecked()) plan.delay = std::chrono::milliseconds(m_delayMs->value());
    plan.seed = static_cast<std::uint32_t>(m_seed->value());
    return plan;
}

void FaultForm::applyTheme() {
    for (QLabel* heading : m_headings)
        heading->setFont(semibold(m_theme.smallFont()));
    for (QLabel* meaning : m_meanings)
        meaning->setFont(m_theme.smallFont());
}

}  // namespace telemetryhub::ui
