// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/export_form.h"

#include <QButtonGroup>
#include <QDir>
#include <QFileDialog>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalBlocker>

#include "session/session_words.h"
#include "theme/numbers.h"
#include "theme/shown_time.h"
#include "theme/theme.h"

namespace telemetryhub::ui {
namespace {

constexpr int kListHeight = 150;
constexpr int kTickRowHeight = 24;
constexpr int kIdRole = Qt::UserRole;

QString exportSpanText(const ExportOffer& offer, const engine::TimeSpan& span) {
    const auto wall = [&](std::int64_t steadyNs) {
        return offer.start.wallNs + (steadyNs - offer.start.steadyNs);
    };
    return ExportForm::tr("%1, %2 long")
        .arg(dateClockText(wall(span.fromNs)), durationText(span.toNs - span.fromNs));
}

QWidget* columnOf(QWidget* first, QWidget* second, QWidget* box) {
    auto* layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(first);
    layout->addWidget(second);
    return box;
}

void addChecked(QListWidget& list, const QString& text, const QVariant& id, Qt::CheckState state) {
    auto* item = new QListWidgetItem(text, &list);
    item->setFlags(item->flags() | Qt::ItemIsUserCheckable);
    item->setCheckState(state);
    item->setData(kIdRole, id);
    item->setSizeHint({0, kTickRowHeight});
    item->setToolTip(text);
}

template <typename Take>
void forChecked(const QListWidget& list, Take&& take) {
    for (int row = 0; row < list.count(); ++row)
        if (list.item(row)->checkState() == Qt::Checked) take(*list.item(row));
}

int checkedCount(const QListWidget& list) {
    int count = 0;
    forChecked(list, [&count](const QListWidgetItem&) { ++count; });
    return count;
}

}  // namespace

ExportForm::ExportForm(const ExportOffer& offer, const Theme& theme, QWidget* parent)
    : QWidget(parent), m_offer(offer), m_theme(theme) {
    auto* form = new QFormLayout(this);
    form->setContentsMargins(0, 0, 0, 0);
    form->setVerticalSpacing(12);
    form->setHorizontalSpacing(12);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->addRow(tr("Shape"), makeShape());
    form->addRow(tr("Time"), makeSpan());
    form->addRow(tr("What"), makeLists());
    form->addRow(tr("File"), makeFile());
    fillChannels();
    connect(m_devices, &QListWidget::itemChanged, this, [this] {
        fillChannels();
        emit changed();
    });
    connect(m_channels, &QListWidget::itemChanged, this, &ExportForm::changed);
    connect(m_path, &QLineEdit::textChanged, this, &ExportForm::changed);
}

QWidget* ExportForm::makeShape() {
    auto* box = new QWidget(this);
    m_wide = new QRadioButton(tr("&Wide: a row a sample, a column a channel"), box);
    auto* tall = new QRadioButton(tr("&Long: a row a value, with the name of its channel"), box);
    m_wide->setChecked(true);
    for (auto* button : {m_wide, tall})
        button->setAccessibleName(button->text().remove(QLatin1Char('&')));
    return columnOf(m_wide, tall, box);
}

QWidget* ExportForm::makeSpan() {
    auto* box = new QWidget(this);
    auto* whole =
        new QRadioButton(tr("&All of it: %1").arg(exportSpanText(m_offer, m_offer.whole)), box);
    m_visible = new QRadioButton(
        tr("What is on the &screen: %1").arg(exportSpanText(m_offer, m_offer.visible)), box);
    (m_offer.prefersVisible ? m_visible : whole)->setChecked(true);
    for (auto* button : {whole, m_visible})
        button->setAccessibleName(button->text().remove(QLatin1Char('&')));
    return columnOf(whole, m_visible, box);
}

QListWidget* ExportForm::addList(const QString& name, QWidget* parent) {
    auto* list = new QListWidget(parent);
    list->setAccessibleName(name);
    list->setFont(m_theme.smallFont());
    list->setMinimumHeight(kListHeight);
    list->setTextElideMode(Qt::ElideRight);
    list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    return list;
}

QWidget* ExportForm::makeLists() {
    auto* box = new QWidget(this);
    m_devices = addList(tr("Devices"), box);
    m_channels = addList(tr("Channels"), box);
    for (const ExportOffer::Device& device : m_offer.devices)
        addChecked(*m_devices, device.name, device.id.value, Qt::Checked);
    auto* layout = new QHBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    for (auto* list : {m_devices, m_channels}) {
        auto* title = new QLabel(list->accessibleName(), box);
        title->setForegroundRole(QPalette::PlaceholderText);
        title->setFont(m_theme.smallFont());
        title->setBuddy(list);
        layout->addWidget(columnOf(title, list, new QWidget(box)), 1);
    }
    return box;
}

QWidget* ExportForm::makeFile() {
    auto* box = new QWidget(this);
    m_path = new QLineEdit(QDir::toNativeSeparators(m_offer.path), box);
    m_path->setFont(m_theme.fixedFont());
    m_path->setAccessibleName(tr("File"));
    auto* choose = new QPushButton(tr("&Browse\u2026"), box);
    choose->setAccessibleName(tr("Browse for a file"));
    choose->setAutoDefault(false);
    connect(choose, &QPushButton::clicked, this, &ExportForm::browse);
    auto* layout = new QHBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_path, 1);
    layout->addWidget(choose);
    return box;
}

// A name stands once, however many devices have it; what was not ticked stays so.
void ExportForm::fillChannels() {
    const QSignalBlocker quiet(m_channels);
    QStringList unticked;
    for (int row = 0; row < m_channels->count(); ++row)
        if (m_channels->item(row)->checkState() == Qt::Unchecked)
            unticked << m_channels->item(row)->text();
    m_channels->clear();
    QStringList names;
    for (int row = 0; row < m_devices->count(); ++row)
        if (m_devices->item(row)->checkState() == Qt::Checked)
            names << m_offer.devices[static_cast<std::size_t>(row)].channels;
    names.removeDuplicates();
    for (const QString& name : names)
        addChecked(*m_channels, name, name, unticked.contains(name) ? Qt::Unchecked : Qt::Checked);
}

void ExportForm::browse() {
    auto* dialog = new QFileDialog(this, tr("Export to"), path(), tr("CSV (*.csv)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("csv"));
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& chosen) {
        setPath(chosen);
        emit replacementConfirmed();
    });
    dialog->open();
}

engine::SessionExport ExportForm::what() const {
    engine::SessionExport what;
    what.shape = m_wide->isChecked() ? engine::CsvShape::Wide : engine::CsvShape::Long;
    if (m_visible->isChecked()) {
        what.fromNs = m_offer.visible.fromNs;
        what.toNs = m_offer.visible.toNs + 1;
    }
    forChecked(*m_devices, [&what](const QListWidgetItem& item) {
        what.devices.push_back(engine::DeviceId{item.data(kIdRole).toUInt()});
    });
    // All of them are no choice: a channel that appears meanwhile belongs to it.
    if (checkedCount(*m_channels) < m_channels->count())
        forChecked(*m_channels, [&what](const QListWidgetItem& item) {
            what.channels.push_back(item.text().toStdString());
        });
    return what;
}

QString ExportForm::path() const {
    return QDir::fromNativeSeparators(m_path->text().trimmed());
}

void ExportForm::setPath(const QString& path) {
    m_path->setText(QDir::toNativeSeparators(path));
}

bool ExportForm::isComplete() const {
    return checkedCount(*m_devices) > 0 && checkedCount(*m_channels) > 0 && !path().isEmpty();
}

}  // namespace telemetryhub::ui
